package dev.skiff.agent;

import dev.skiff.agent.engine.RuntimeView;
import dev.skiff.client.Steppable;
import java.time.Instant;

/// A loop that does nothing before it is known what the engine runs: it would start everything a
/// second time.
final class GatedLoop implements Steppable {
    private final Steppable loop;
    private final RuntimeView view;

    GatedLoop(Steppable loop, RuntimeView view) {
        this.loop = loop;
        this.view = view;
    }

    @Override
    public boolean step() {
        return view.isKnown() && loop.step();
    }

    @Override
    public Instant nextDue() {
        return view.isKnown() ? loop.nextDue() : Instant.MAX;
    }

    @Override
    public void onWork(Runnable wake) {
        loop.onWork(wake);
        view.whenKnown(wake);
    }
}
