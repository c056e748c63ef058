package dev.skiff.agent.probe;

import dev.skiff.agent.probe.ProbeProgress.Verdict;
import dev.skiff.agent.runtime.EngineUnavailableException;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.client.EventRecorder;
import dev.skiff.client.QueueWorker;
import dev.skiff.client.Steppable;
import dev.skiff.client.WorkQueue;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the probes of the node's containers when they are due. A verdict that changes makes the
/// pod be looked at again.
///
/// A container that isn't ready yet is asked more often at first than its period says, at growing
/// intervals, so that it serves as soon as it can; such early failures count for nothing.
public final class ProbeLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeLoop.class);
    private static final Duration FIRST_EARLY_PAUSE = Duration.ofMillis(100);

    /// How much longer than its timeout a probe may take before it is taken for a sign that this
    /// process, not the container, stood still.
    private static final Duration STANDSTILL = Duration.ofSeconds(2);

    private record Key(String containerId, ProbeKind kind) {}

    /// @param earlyPause until the next early probe; zero once there are none
    private record Tracked(
            ProbeTarget target, Probe probe, ProbeProgress progress, Duration earlyPause) {
        Tracked with(ProbeProgress next) {
            return new Tracked(target, probe, next, Duration.ZERO);
        }
    }

    private final InstantSource clock;
    private final ProbeExecutor executor;
    private final EventRecorder events;
    private final Consumer<PodIdentity> lookAgain;
    private final WorkQueue<Key> queue;
    private final QueueWorker<Key> loop;
    private final ConcurrentMap<Key, Tracked> tracked = new ConcurrentHashMap<>();

    public ProbeLoop(
            InstantSource clock,
            RandomGenerator random,
            ProbeExecutor executor,
            EventRecorder events,
            Consumer<PodIdentity> lookAgain) {
        this.clock = clock;
        this.executor = executor;
        this.events = events;
        this.lookAgain = lookAgain;
        queue = new WorkQueue<>(clock, random);
        loop = new QueueWorker<>(queue, this::runOne);
    }

    /// What asks; several threads may step.
    public Steppable loop() {
        return loop;
    }

    /// Begins the probes of a running container, unless they are under way.
    public void track(ProbeTarget target) {
        for (ProbeKind kind : ProbeKind.values()) {
            target.probe(kind).ifPresent(probe -> begin(target, kind, probe));
        }
    }

    private void begin(ProbeTarget target, ProbeKind kind, Probe probe) {
        Key key = new Key(target.containerId(), kind);
        boolean isNew = kind == ProbeKind.READINESS && !target.before().isReady();
        Duration early = isNew ? FIRST_EARLY_PAUSE : Duration.ZERO;
        Tracked fresh =
                new Tracked(target, probe, ProbeProgress.atStart(kind, target.before()), early);
        if (tracked.putIfAbsent(key, fresh) == null) {
            Instant due = target.startedAt().plusSeconds(orZero(probe.getInitialDelaySeconds()));
            queue.addAfter(key, Duration.between(clock.instant(), due));
        }
    }

    /// A pod that is going away is neither waited for nor restarted.
    public void keepReadinessOnly(String containerId) {
        tracked.remove(new Key(containerId, ProbeKind.STARTUP));
        tracked.remove(new Key(containerId, ProbeKind.LIVENESS));
    }

    public void forget(String containerId) {
        keepReadinessOnly(containerId);
        tracked.remove(new Key(containerId, ProbeKind.READINESS));
    }

    /// What the probes say of a running container that is tracked, or has no probes.
    public ContainerHealth health(String containerId) {
        boolean isStarted = verdict(containerId, ProbeKind.STARTUP) == Verdict.SUCCESS;
        boolean isReady = isStarted && verdict(containerId, ProbeKind.READINESS) == Verdict.SUCCESS;
        return new ContainerHealth(isStarted, isReady, failed(containerId));
    }

    private Optional<ProbeKind> failed(String containerId) {
        if (verdict(containerId, ProbeKind.STARTUP) == Verdict.FAILURE) {
            return Optional.of(ProbeKind.STARTUP);
        }
        return verdict(containerId, ProbeKind.LIVENESS) == Verdict.FAILURE
                ? Optional.of(ProbeKind.LIVENESS)
                : Optional.empty();
    }

    private Verdict verdict(String containerId, ProbeKind kind) {
        Tracked found = tracked.get(new Key(containerId, kind));
        return found == null ? Verdict.SUCCESS : found.progress().verdict();
    }

    private void runOne(Key key) {
        Tracked now = tracked.get(key);
        if (now == null) {
            return;
        }
        Duration period = Duration.ofSeconds(orElse(now.probe().getPeriodSeconds(), 10));
        boolean isOver =
                key.kind() == ProbeKind.STARTUP && now.progress().verdict() == Verdict.SUCCESS;
        if (isOver) {
            return;
        }
        boolean waitsForStart =
                key.kind() != ProbeKind.STARTUP
                        && verdict(key.containerId(), ProbeKind.STARTUP) != Verdict.SUCCESS;
        if (waitsForStart) {
            queue.addAfter(key, period);
            return;
        }
        Optional<Duration> pause = ask(key, now, period);
        pause.ifPresent(next -> queue.addAfter(key, next));
    }

    /// Asks once; answers after how long to ask again, if at all.
    private Optional<Duration> ask(Key key, Tracked now, Duration period) {
        Instant before = clock.instant();
        ProbeAnswer answer = answer(now);
        Duration timeout = Duration.ofSeconds(orElse(now.probe().getTimeoutSeconds(), 1));
        Duration took = Duration.between(before, clock.instant());
        if (took.compareTo(timeout.plus(STANDSTILL)) > 0) {
            LOG.info("{} took {} and counts for nothing", key, took);
            return Optional.of(period);
        }
        return switch (answer) {
            case ProbeAnswer.Success() ->
                    Optional.of(period).filter(_ -> note(key, now, Verdict.SUCCESS));
            case ProbeAnswer.Failure(var output) -> failed(key, now, period, output);
            case ProbeAnswer.Unanswered(var message) -> {
                tell(now, key.kind().word() + " probe errored: " + message);
                yield Optional.of(period);
            }
        };
    }

    private ProbeAnswer answer(Tracked now) {
        try {
            return executor.run(now.target(), now.probe());
        } catch (EngineUnavailableException e) {
            return new ProbeAnswer.Unanswered(String.valueOf(e.getMessage()));
        }
    }

    private Optional<Duration> failed(Key key, Tracked now, Duration period, String output) {
        Duration early = now.earlyPause();
        if (!early.isZero() && early.compareTo(period) < 0) {
            Tracked later =
                    new Tracked(now.target(), now.probe(), now.progress(), early.multipliedBy(2));
            tracked.replace(key, now, later);
            return Optional.of(early);
        }
        tell(now, key.kind().word() + " probe failed: " + output);
        return note(key, now, Verdict.FAILURE) ? Optional.of(period) : Optional.empty();
    }

    private void tell(Tracked about, String message) {
        events.record(about.target().reference(), "Warning", "Unhealthy", message);
    }

    /// Notes an answer; whether to go on asking. A startup probe that succeeded, and a
    /// container that will be restarted, need no more asking.
    private boolean note(Key key, Tracked now, Verdict answer) {
        int successes = orElse(now.probe().getSuccessThreshold(), 1);
        int failures = orElse(now.probe().getFailureThreshold(), 3);
        Tracked after = now.with(now.progress().after(answer, successes, failures));
        if (!tracked.replace(key, now, after)) {
            return tracked.containsKey(key);
        }
        if (after.progress().verdict() != now.progress().verdict()) {
            lookAgain.accept(now.target().pod());
            if (key.kind() == ProbeKind.STARTUP) {
                askAtOnce(key.containerId());
            }
        }
        return switch (key.kind()) {
            case READINESS -> true;
            case STARTUP -> after.progress().verdict() == Verdict.UNKNOWN;
            case LIVENESS -> after.progress().verdict() != Verdict.FAILURE;
        };
    }

    /// A container that has come up need not wait for the probes that waited for it.
    private void askAtOnce(String containerId) {
        for (ProbeKind kind : List.of(ProbeKind.LIVENESS, ProbeKind.READINESS)) {
            Key key = new Key(containerId, kind);
            if (tracked.containsKey(key)) {
                queue.add(key);
            }
        }
    }

    private static int orElse(Integer value, int otherwise) {
        return value == null || value == 0 ? otherwise : value;
    }

    private static int orZero(Integer value) {
        return Objects.requireNonNullElse(value, 0);
    }
}
