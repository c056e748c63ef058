package dev.skiff.agent.runtime;

import dev.skiff.api.request.ByteStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A container engine, seen by one node of one cluster. Thread-safe.
///
/// Every call may block, is bounded in time and throws [EngineUnavailableException] when the engine
/// doesn't answer; whether it took effect is then unknown, so every call is safe to repeat.
public interface ContainerRuntime extends AutoCloseable {
    int EXEC_OUTPUT_LIMIT_BYTES = 10_240;
    Duration PULL_TIME_LIMIT = Duration.ofMinutes(30);

    EngineInfo info();

    /// Address ranges of the machine and the engine that a new cluster has to keep clear of.
    List<String> usedRanges();

    /// Makes sure that the engine has what every pod needs, the cluster's pod network above
    /// all. All nodes of a cluster on one engine share it; each uses its own part of its
    /// addresses.
    ///
    /// @param range of the whole cluster, such as `10.42.0.0/16`
    NetworkOutcome prepare(String range);

    /// Everything of this owner, running or not, in no particular order.
    List<ContainerState> list();

    /// One container of this owner.
    Optional<ContainerState> inspect(String id);

    /// Makes and starts a sandbox. One of the same pod and attempt that is already there is started
    /// if need be, and is the answer.
    StartOutcome startSandbox(SandboxSpec spec);

    /// Makes and starts a container. One of the same pod, name and attempt that is already there is
    /// started if it never ran, and is the answer.
    StartOutcome startContainer(ContainerSpec spec);

    /// Sends a signal such as `SIGTERM`. Nothing happens if the container isn't running.
    void signal(String id, String signal);

    /// Kills the container if it runs, and removes it with what it wrote. Nothing happens if it
    /// isn't there.
    void remove(String id);

    /// Where a memory volume of a running sandbox is on the machine.
    Optional<String> memoryVolumePath(String name);

    /// The image, if the engine has it.
    Optional<ImageState> findImage(String reference);

    /// Fetches an image from its registry, at most [#PULL_TIME_LIMIT].
    PullOutcome pull(String reference, Optional<RegistryCredentials> credentials);

    /// Runs a command in a container without input.
    ExecOutcome exec(String id, List<String> command, Duration timeout);

    /// What the container wrote to both its streams; empty if it isn't there.
    Optional<ByteStream> logs(String id, LogOptions options);

    /// Begins to tell of changes, until the runtime is closed. Called once.
    void listen(RuntimeListener listener);

    /// Removes everything of this owner, and the cluster's network if no other node uses it.
    void removeEverything();

    /// Lets go of the engine; containers go on running.
    @Override
    void close();
}
