package dev.skiff.controllers.framework;

import dev.skiff.client.ApiClient;
import dev.skiff.client.EventRecorder;
import dev.skiff.client.Steppable;
import dev.skiff.client.Transport;
import dev.skiff.client.WorkQueue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// What a controller is wired from. Used while wiring, by one thread.
public final class ControllerContext {
    private static final String COMPONENT = "kube-controller-manager";

    private final Transport transport;
    private final ApiClient client;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ControllerSettings settings;
    private final Copies copies;
    private final List<Part> parts = new ArrayList<>();

    /// Something to be driven, the name of its pump, and how many may step it at once.
    public record Part(String name, Steppable steppable, int width) {}

    /// @param random seeds the generators of the parts; each part then has its own
    public ControllerContext(
            Transport transport,
            ControllerSettings settings,
            InstantSource clock,
            RandomGenerator random) {
        this.transport = transport;
        this.client = new ApiClient(transport, COMPONENT);
        this.clock = clock;
        this.random = random;
        this.settings = settings;
        this.copies = new Copies(this);
    }

    /// The local copies that controllers share.
    public Copies copies() {
        return copies;
    }

    public Transport transport() {
        return transport;
    }

    public ApiClient client() {
        return client;
    }

    public InstantSource clock() {
        return clock;
    }

    public ControllerSettings settings() {
        return settings;
    }

    /// A generator of the caller's own.
    public RandomGenerator newRandom() {
        return new SplittableRandom(random.nextLong());
    }

    public <K> WorkQueue<K> newQueue() {
        return new WorkQueue<>(clock, newRandom());
    }

    /// A recorder of events under this name.
    public EventRecorder newEvents(String component) {
        var source = EventRecorder.Source.component(component);
        return add(component + "-events", new EventRecorder(client, source, clock, newRandom()));
    }

    /// Keeps something to be driven by one at a time.
    public <S extends Steppable> S add(String name, S steppable) {
        return add(name, steppable, 1);
    }

    public <S extends Steppable> S add(String name, S steppable, int width) {
        parts.add(new Part(name, steppable, width));
        return steppable;
    }

    /// Everything to be driven, in the order it was added.
    public List<Part> parts() {
        return List.copyOf(parts);
    }
}
