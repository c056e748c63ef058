package dev.skiff.agent.image;

import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.agent.runtime.PullOutcome;
import dev.skiff.agent.runtime.RegistryCredentials;
import dev.skiff.client.ControllerLoop;
import dev.skiff.client.Outcome;
import dev.skiff.client.Steppable;
import dev.skiff.client.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;

/// Pulls images, each pod's wish by itself; as many at once as threads step. When a pull ends, its
/// pod is looked at again.
public final class ImagePulls {
    private record Wish(PodIdentity pod, String image) {}

    private record Entry(PullState state, Optional<RegistryCredentials> login) {}

    private final ContainerRuntime runtime;
    private final InstantSource clock;
    private final Consumer<PodIdentity> lookAgain;
    private final WorkQueue<Wish> queue;
    private final ControllerLoop<Wish> loop;
    private final ConcurrentMap<Wish, Entry> entries = new ConcurrentHashMap<>();

    public ImagePulls(
            ContainerRuntime runtime,
            InstantSource clock,
            RandomGenerator random,
            Consumer<PodIdentity> lookAgain) {
        this.runtime = runtime;
        this.clock = clock;
        this.lookAgain = lookAgain;
        queue = new WorkQueue<>(clock, random);
        loop =
                new ControllerLoop<>(
                        queue, this::pull, List.of(), LoggerFactory.getLogger(ImagePulls.class));
    }

    /// What pulls; several threads may step.
    public Steppable loop() {
        return loop;
    }

    Optional<PullState> state(PodIdentity pod, String image) {
        return Optional.ofNullable(entries.get(new Wish(pod, image))).map(Entry::state);
    }

    void begin(PodIdentity pod, String image, Optional<RegistryCredentials> login) {
        Wish wish = new Wish(pod, image);
        Optional<PullState.Failed> before =
                state(pod, image)
                        .filter(PullState.Failed.class::isInstance)
                        .map(PullState.Failed.class::cast);
        entries.put(wish, new Entry(new PullState.Waiting(clock.instant(), before), login));
        queue.add(wish);
    }

    /// Notes what users have been told of a failed pull.
    void note(PodIdentity pod, String image, PullState.Failed failed) {
        entries.put(new Wish(pod, image), new Entry(failed, Optional.empty()));
    }

    /// The pulled image has been used: the next container that wants it fresh pulls again.
    void consume(PodIdentity pod, String image) {
        entries.remove(new Wish(pod, image));
    }

    /// The pod is gone.
    public void release(PodIdentity pod) {
        entries.keySet().removeIf(wish -> wish.pod().equals(pod));
    }

    private Outcome pull(Wish wish) {
        Entry entry = entries.get(wish);
        if (entry == null || !(entry.state() instanceof PullState.Waiting waiting)) {
            return Outcome.settled();
        }
        Instant begun = clock.instant();
        PullOutcome outcome = runtime.pull(wish.image(), entry.login());
        PullState state = ended(outcome, waiting, begun);
        entries.replace(wish, entry, new Entry(state, Optional.empty()));
        lookAgain.accept(wish.pod());
        return Outcome.settled();
    }

    private PullState ended(PullOutcome outcome, PullState.Waiting waiting, Instant begun) {
        Instant now = clock.instant();
        return switch (outcome) {
            case PullOutcome.Pulled(var image) ->
                    new PullState.Done(
                            image,
                            Duration.between(begun, now),
                            Duration.between(waiting.since(), now));
            case PullOutcome.Failed(var message) -> {
                int before = waiting.before().map(PullState.Failed::failures).orElse(0);
                yield new PullState.Failed(message, now, before + 1, PullState.Told.NOTHING);
            }
        };
    }
}
