package dev.skiff.agent.runtime.fake;

import dev.skiff.agent.runtime.ContainerPhase;
import dev.skiff.agent.runtime.ContainerRole;
import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.ContainerSpec;
import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.agent.runtime.EngineInfo;
import dev.skiff.agent.runtime.ExecOutcome;
import dev.skiff.agent.runtime.ImageState;
import dev.skiff.agent.runtime.LogOptions;
import dev.skiff.agent.runtime.NetworkOutcome;
import dev.skiff.agent.runtime.Owner;
import dev.skiff.agent.runtime.PullOutcome;
import dev.skiff.agent.runtime.RegistryCredentials;
import dev.skiff.agent.runtime.RuntimeLabels;
import dev.skiff.agent.runtime.RuntimeListener;
import dev.skiff.agent.runtime.SandboxNetwork;
import dev.skiff.agent.runtime.SandboxSpec;
import dev.skiff.agent.runtime.StartOutcome;
import dev.skiff.api.request.ByteStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A [FakeEngine] as one node sees it.
public final class FakeRuntime implements ContainerRuntime {
    private static final EngineInfo INFO =
            new EngineInfo(
                    "fake://1.0.0",
                    new EngineInfo.Machine(
                            4, 8L << 30, "amd64", "linux", "Fake Linux", "6.1.0-fake"),
                    2,
                    "/var/lib/fake");
    private static final String SANDBOX_IMAGE = "skiff/sandbox";

    private final FakeEngine engine;
    private final Owner owner;
    private volatile @Nullable RuntimeListener listener;

    FakeRuntime(FakeEngine engine, Owner owner) {
        this.engine = engine;
        this.owner = owner;
    }

    Owner owner() {
        return owner;
    }

    @Override
    public EngineInfo info() {
        engine.requireAvailable();
        return INFO;
    }

    @Override
    public List<String> usedRanges() {
        engine.requireAvailable();
        return List.of();
    }

    @Override
    public NetworkOutcome prepare(String range) {
        engine.requireAvailable();
        return new NetworkOutcome.Ready();
    }

    @Override
    public List<ContainerState> list() {
        engine.requireAvailable();
        return engine.everything().stream().filter(this::isMine).toList();
    }

    @Override
    public Optional<ContainerState> inspect(String id) {
        engine.requireAvailable();
        return engine.find(id).map(FakeContainer::state).filter(this::isMine);
    }

    @Override
    public StartOutcome startSandbox(SandboxSpec spec) {
        engine.requireAvailable();
        String name =
                RuntimeLabels.engineName(spec.pod(), RuntimeLabels.SANDBOX_NAME, spec.attempt());
        return start(engine.findByName(name).orElseGet(() -> makeSandbox(name, spec)));
    }

    private FakeContainer makeSandbox(String name, SandboxSpec spec) {
        Optional<String> address =
                spec.network() instanceof SandboxNetwork.PodNetwork(String chosen)
                        ? Optional.of(chosen)
                        : Optional.empty();
        return make(
                name,
                new ContainerState(
                        engine.newId(),
                        spec.pod(),
                        RuntimeLabels.SANDBOX_NAME,
                        spec.attempt(),
                        ContainerRole.SANDBOX,
                        SANDBOX_IMAGE,
                        "sha256:" + SANDBOX_IMAGE,
                        address,
                        "SIGTERM",
                        new ContainerPhase.Created(engine.now()),
                        RuntimeLabels.ofSandbox(owner, spec)));
    }

    @Override
    public StartOutcome startContainer(ContainerSpec spec) {
        engine.requireAvailable();
        String name = RuntimeLabels.engineName(spec.pod(), spec.name(), spec.attempt());
        Optional<FakeContainer> existing = engine.findByName(name);
        if (existing.isPresent()) {
            return start(existing.get());
        }
        if (engine.image(spec.image()).isEmpty()) {
            return new StartOutcome.CreateRefused("No such image: " + spec.image());
        }
        if (inspect(spec.sandboxId()).filter(ContainerState::isRunning).isEmpty()) {
            return new StartOutcome.SandboxGone();
        }
        return start(makeContainer(name, spec));
    }

    private FakeContainer makeContainer(String name, ContainerSpec spec) {
        return make(
                name,
                new ContainerState(
                        engine.newId(),
                        spec.pod(),
                        spec.name(),
                        spec.attempt(),
                        ContainerRole.CONTAINER,
                        spec.image(),
                        "sha256:" + FakeEngine.nameOf(spec.image()),
                        Optional.empty(),
                        "SIGTERM",
                        new ContainerPhase.Created(engine.now()),
                        RuntimeLabels.ofContainer(owner, spec)));
    }

    private FakeContainer make(String name, ContainerState state) {
        String image = state.image();
        FakeContainer container = new FakeContainer(name, engine.programOf(image), state);
        engine.add(container);
        return container;
    }

    private StartOutcome start(FakeContainer container) {
        String id = container.state().id();
        if (!(container.state().phase() instanceof ContainerPhase.Created)) {
            return new StartOutcome.Started(id);
        }
        return engine.start(container)
                .<StartOutcome>map(message -> new StartOutcome.StartRefused(id, message))
                .orElse(new StartOutcome.Started(id));
    }

    @Override
    public void signal(String id, String signal) {
        engine.requireAvailable();
        if (inspect(id).isPresent()) {
            engine.signal(id, signal);
        }
    }

    @Override
    public void remove(String id) {
        engine.requireAvailable();
        if (inspect(id).isPresent()) {
            engine.remove(id);
        }
    }

    @Override
    public Optional<String> memoryVolumePath(String name) {
        engine.requireAvailable();
        return Optional.of(INFO.rootDirectory() + "/volumes/" + name);
    }

    @Override
    public Optional<ImageState> findImage(String reference) {
        engine.requireAvailable();
        return engine.image(reference);
    }

    @Override
    public PullOutcome pull(String reference, Optional<RegistryCredentials> credentials) {
        engine.requireAvailable();
        return engine.pull(reference)
                .<PullOutcome>map(PullOutcome.Failed::new)
                .orElseGet(() -> new PullOutcome.Pulled(engine.image(reference).orElseThrow()));
    }

    @Override
    public ExecOutcome exec(String id, List<String> command, Duration timeout) {
        Optional<ContainerState> container = inspect(id).filter(ContainerState::isRunning);
        return container.isEmpty()
                ? new ExecOutcome.Refused("container " + id + " is not running")
                : engine.exec().apply(container.get(), command);
    }

    @Override
    public Optional<ByteStream> logs(String id, LogOptions options) {
        engine.requireAvailable();
        return engine.find(id)
                .filter(container -> isMine(container.state()))
                .map(container -> new FakeLogStream(engine, container, options));
    }

    @Override
    public void listen(RuntimeListener told) {
        listener = told;
    }

    void tellChanged(ContainerState state) {
        RuntimeListener told = listener;
        if (told != null) {
            told.changed(state.pod(), state.id());
        }
    }

    void tellMissedEvents() {
        RuntimeListener told = listener;
        if (told != null) {
            told.missedEvents();
        }
    }

    @Override
    public void removeEverything() {
        list().forEach(container -> engine.remove(container.id()));
    }

    @Override
    public void close() {
        engine.forget(this);
    }

    private boolean isMine(ContainerState state) {
        return RuntimeLabels.isOwnedBy(state.labels(), owner);
    }
}
