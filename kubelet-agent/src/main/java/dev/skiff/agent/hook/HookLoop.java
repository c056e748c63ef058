package dev.skiff.agent.hook;

import dev.skiff.agent.probe.ProbeAnswer;
import dev.skiff.agent.probe.ProbeExecutor;
import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.ExecOutcome;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.client.ControllerLoop;
import dev.skiff.client.Outcome;
import dev.skiff.client.Steppable;
import dev.skiff.client.WorkQueue;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs hooks apart from everything else, since one may take as long as it likes. When a hook ends,
/// its pod is looked at again.
public final class HookLoop {
    private static final Logger LOG = LoggerFactory.getLogger(HookLoop.class);

    private record Key(String containerId, HookKind kind) {}

    private record Entry(Target target, LifecycleHandler handler, HookState state) {}

    /// A running container with what its hooks need.
    ///
    /// @param limit how long a hook may run
    public record Target(
            PodIdentity pod,
            String containerId,
            Container container,
            String address,
            Duration limit) {}

    private final ContainerRuntime runtime;
    private final ProbeExecutor requests;
    private final Consumer<PodIdentity> lookAgain;
    private final WorkQueue<Key> queue;
    private final ControllerLoop<Key> loop;
    private final ConcurrentMap<Key, Entry> entries = new ConcurrentHashMap<>();

    public HookLoop(
            ContainerRuntime runtime,
            ProbeExecutor requests,
            InstantSource clock,
            RandomGenerator random,
            Consumer<PodIdentity> lookAgain) {
        this.runtime = runtime;
        this.requests = requests;
        this.lookAgain = lookAgain;
        queue = new WorkQueue<>(clock, random);
        loop = new ControllerLoop<>(queue, this::run, List.of(), LOG);
    }

    /// What runs the hooks; several threads may step.
    public Steppable loop() {
        return loop;
    }

    public void begin(Target target, HookKind kind, LifecycleHandler handler) {
        Key key = new Key(target.containerId(), kind);
        if (entries.putIfAbsent(key, new Entry(target, handler, HookState.RUNNING)) != null) {
            return;
        }
        if (handler.getSleep() == null) {
            queue.add(key);
        } else {
            queue.addAfter(key, Duration.ofSeconds(handler.getSleep().getSeconds()));
        }
    }

    public HookState state(String containerId, HookKind kind) {
        Entry entry = entries.get(new Key(containerId, kind));
        return entry == null ? HookState.NONE : entry.state();
    }

    public void forget(String containerId) {
        entries.remove(new Key(containerId, HookKind.POST_START));
        entries.remove(new Key(containerId, HookKind.PRE_STOP));
    }

    private Outcome run(Key key) {
        Entry entry = entries.get(key);
        if (entry != null && entry.state() == HookState.RUNNING) {
            HookState end = succeeds(key, entry) ? HookState.SUCCEEDED : HookState.FAILED;
            entries.replace(key, entry, new Entry(entry.target(), entry.handler(), end));
            lookAgain.accept(entry.target().pod());
        }
        return Outcome.settled();
    }

    private boolean succeeds(Key key, Entry entry) {
        Target target = entry.target();
        LifecycleHandler handler = entry.handler();
        if (handler.getExec() != null) {
            ExecOutcome outcome =
                    runtime.exec(key.containerId(), handler.getExec().getCommand(), target.limit());
            LOG.debug("hook {} ended: {}", key, outcome);
            return outcome instanceof ExecOutcome.Finished(int exitCode, var _) && exitCode == 0;
        }
        if (handler.getHttpGet() != null) {
            ProbeAnswer answer =
                    requests.http(
                            target.container(),
                            target.address(),
                            handler.getHttpGet(),
                            target.limit());
            LOG.debug("hook {} ended: {}", key, answer);
            return answer instanceof ProbeAnswer.Success;
        }
        return handler.getSleep() != null;
    }
}
