package dev.skiff.client;

import java.time.Instant;

/// Something that does one unit of work at a time. A [Pump] drives it in production, a seeded
/// chooser in simulation.
public interface Steppable {
    /// Does one unit of work; answers whether there was any. Called by one thread at a time,
    /// unless the class says that several may.
    boolean step();

    /// The earliest instant at which there will be work without [#onWork]'s signal;
    /// `Instant.MAX` if none is known.
    Instant nextDue();

    /// Registers the one callback that runs, on any thread, whenever work may have arrived from
    /// outside. It must not block.
    void onWork(Runnable wake);
}
