package dev.skiff.agent.engine;

import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.agent.runtime.RuntimeListener;
import dev.skiff.client.Backoff;
import dev.skiff.client.OutsideWorldException;
import dev.skiff.client.Steppable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A copy of what the engine has. An event only marks a container, and makes its pod be looked
/// at again; whoever looks asks the engine about the marked ones. Only when events may have
/// been missed is everything listed, in [#step], by one thread.
public final class RuntimeView implements Steppable, RuntimeListener {
    private static final Logger LOG = LoggerFactory.getLogger(RuntimeView.class);
    private static final Comparator<PodIdentity> BY_UID = Comparator.comparing(PodIdentity::uid);
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    /// One pod's containers by id, and which of them have changed since they were asked about.
    /// Guarded by itself.
    private static final class PodContainers {
        private final Map<String, ContainerState> states = new LinkedHashMap<>();
        private final TreeSet<String> changed = new TreeSet<>();
    }

    private final ContainerRuntime runtime;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Consumer<PodIdentity> lookAgain;
    private final ConcurrentMap<PodIdentity, PodContainers> pods = new ConcurrentHashMap<>();
    private volatile Runnable wake = () -> {};
    private volatile Runnable onKnown = () -> {};
    private volatile boolean isToBeListed = true;
    private volatile boolean isKnown;
    private Instant dueAt = Instant.MIN;
    private int failures;

    /// @param lookAgain called with each pod of which the engine has something new
    public RuntimeView(
            ContainerRuntime runtime,
            InstantSource clock,
            RandomGenerator random,
            Consumer<PodIdentity> lookAgain) {
        this.runtime = runtime;
        this.clock = clock;
        this.random = random;
        this.lookAgain = lookAgain;
    }

    /// Whether everything has been listed at some time.
    public boolean isKnown() {
        return isKnown;
    }

    /// Runs `callback`, which must not block, once everything has been listed.
    public void whenKnown(Runnable callback) {
        onKnown = callback;
        if (isKnown) {
            callback.run();
        }
    }

    /// A pod's containers, the changed ones asked about anew.
    public List<ContainerState> containersOf(PodIdentity pod) {
        PodContainers entry = pods.get(pod);
        if (entry == null) {
            return List.of();
        }
        for (String id : takeChanged(entry)) {
            refresh(entry, id);
        }
        synchronized (entry) {
            return List.copyOf(entry.states.values());
        }
    }

    private static List<String> takeChanged(PodContainers entry) {
        synchronized (entry) {
            List<String> taken = List.copyOf(entry.changed);
            entry.changed.clear();
            return taken;
        }
    }

    private void refresh(PodContainers entry, String id) {
        try {
            Optional<ContainerState> state = runtime.inspect(id);
            synchronized (entry) {
                state.ifPresentOrElse(
                        found -> entry.states.put(id, found), () -> entry.states.remove(id));
            }
        } catch (OutsideWorldException e) {
            synchronized (entry) {
                entry.changed.add(id);
            }
            throw e;
        }
    }

    /// A container was started or has otherwise changed by our own doing.
    public void note(PodIdentity pod, String id) {
        PodContainers entry = pods.computeIfAbsent(pod, _ -> new PodContainers());
        synchronized (entry) {
            entry.changed.add(id);
        }
    }

    /// The pods of which the engine has something.
    public List<PodIdentity> pods() {
        return pods.entrySet().stream()
                .filter(entry -> isOccupied(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted(BY_UID)
                .toList();
    }

    /// Everything that is known, as it was when last asked about.
    public List<ContainerState> all() {
        List<ContainerState> all = new ArrayList<>();
        for (PodIdentity pod : pods()) {
            PodContainers entry = pods.get(pod);
            if (entry != null) {
                synchronized (entry) {
                    all.addAll(entry.states.values());
                }
            }
        }
        return all;
    }

    private static boolean isOccupied(PodContainers entry) {
        synchronized (entry) {
            return !entry.states.isEmpty() || !entry.changed.isEmpty();
        }
    }

    /// Nothing is left of the pod.
    public void forget(PodIdentity pod) {
        pods.computeIfPresent(pod, (_, entry) -> isOccupied(entry) ? entry : null);
    }

    @Override
    public void changed(PodIdentity pod, String containerId) {
        note(pod, containerId);
        lookAgain.accept(pod);
    }

    @Override
    public void missedEvents() {
        isToBeListed = true;
        wake.run();
    }

    @Override
    public boolean step() {
        if (!isToBeListed || clock.instant().isBefore(dueAt)) {
            return false;
        }
        isToBeListed = false;
        try {
            list();
            failures = 0;
        } catch (OutsideWorldException e) {
            isToBeListed = true;
            dueAt = clock.instant().plus(BACKOFF.delay(failures++, random));
            LOG.warn("containers can't be listed, trying again: {}", e.getMessage());
        }
        return true;
    }

    private void list() {
        List<String> before = knownIds();
        Map<PodIdentity, List<ContainerState>> listed = new TreeMap<>(BY_UID);
        List<String> found = new ArrayList<>();
        for (ContainerState state : runtime.list()) {
            listed.computeIfAbsent(state.pod(), _ -> new ArrayList<>()).add(state);
            found.add(state.id());
        }
        before.removeAll(found);
        pods.forEach((pod, entry) -> drop(pod, entry, before));
        listed.forEach(this::take);
        isKnown = true;
        onKnown.run();
        listed.keySet().forEach(lookAgain);
    }

    private List<String> knownIds() {
        List<String> ids = new ArrayList<>();
        pods.values()
                .forEach(
                        entry -> {
                            synchronized (entry) {
                                ids.addAll(entry.states.keySet());
                            }
                        });
        return ids;
    }

    private void drop(PodIdentity pod, PodContainers entry, List<String> gone) {
        boolean dropped;
        synchronized (entry) {
            dropped = entry.states.keySet().removeAll(gone);
        }
        if (dropped) {
            lookAgain.accept(pod);
        }
    }

    /// What an event has marked meanwhile is asked about by whoever looks.
    private void take(PodIdentity pod, List<ContainerState> states) {
        PodContainers entry = pods.computeIfAbsent(pod, _ -> new PodContainers());
        synchronized (entry) {
            states.forEach(state -> entry.states.put(state.id(), state));
        }
    }

    @Override
    public Instant nextDue() {
        return isToBeListed ? dueAt : Instant.MAX;
    }

    @Override
    public void onWork(Runnable newWake) {
        wake = newWake;
    }
}
