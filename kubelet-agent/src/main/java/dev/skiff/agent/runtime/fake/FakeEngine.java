package dev.skiff.agent.runtime.fake;

import dev.skiff.agent.runtime.ContainerPhase;
import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.agent.runtime.EngineUnavailableException;
import dev.skiff.agent.runtime.ExecOutcome;
import dev.skiff.agent.runtime.ImageState;
import dev.skiff.agent.runtime.Owner;
import dev.skiff.agent.runtime.RuntimeLabels;
import dev.skiff.client.Steppable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// An engine that outlives the agents using it, as a real one does. Images are all there and run
/// for ever unless told otherwise.
///
/// Containers that end by themselves do so in [#step], at the time they are due.
public final class FakeEngine implements Steppable {
    private static final String ID_PREFIX = "sha256:";

    private final InstantSource time;
    private final Map<String, FakeContainer> containers = new LinkedHashMap<>();
    private final Map<String, FakeProgram> programs = new TreeMap<>();
    private final TreeSet<String> missingImages = new TreeSet<>();
    private final Map<String, String> failingPulls = new TreeMap<>();
    private final List<FakeRuntime> runtimes = new ArrayList<>();
    private BiFunction<ContainerState, List<String>, ExecOutcome> exec =
            (_, _) -> new ExecOutcome.Finished(0, "");
    private @Nullable String unavailableBecause;
    private Runnable wake = () -> {};
    private List<String> greeting = List.of();
    private long made;

    public FakeEngine(InstantSource time) {
        this.time = time;
    }

    /// The engine as one node sees it. A node whose agent was restarted asks again.
    public synchronized FakeRuntime runtimeFor(Owner owner) {
        FakeRuntime runtime = new FakeRuntime(this, owner);
        runtimes.add(runtime);
        return runtime;
    }

    // What a test or a simulation does to it.

    /// From now on containers of this image do `program`.
    public synchronized void program(String image, FakeProgram program) {
        programs.put(image, program);
    }

    /// From now on every container of a pod prints these lines when it starts.
    public synchronized void greetWith(List<String> lines) {
        greeting = List.copyOf(lines);
    }

    /// The image is gone and has to be pulled.
    public synchronized void removeImage(String image) {
        missingImages.add(image);
    }

    /// The image is gone, and pulling it fails with `message`.
    public synchronized void failPulls(String image, String message) {
        missingImages.add(image);
        failingPulls.put(image, message);
    }

    /// Pulling it works again.
    public synchronized void mendPulls(String image) {
        failingPulls.remove(image);
    }

    /// From now on commands in containers are answered by `answer`.
    public synchronized void answerExec(
            BiFunction<ContainerState, List<String>, ExecOutcome> answer) {
        exec = answer;
    }

    /// Every call fails until [#becomeAvailable].
    public synchronized void becomeUnavailable(String why) {
        unavailableBecause = why;
    }

    /// Calls work again, and listeners learn that they have missed events.
    public void becomeAvailable() {
        List<FakeRuntime> all;
        synchronized (this) {
            unavailableBecause = null;
            all = List.copyOf(runtimes);
        }
        all.forEach(FakeRuntime::tellMissedEvents);
    }

    /// A running container ends, as if killed from outside.
    public void crash(String id, int exitCode) {
        Optional<ContainerState> ended;
        synchronized (this) {
            ended = end(id, exitCode, false);
        }
        ended.ifPresent(this::announce);
    }

    /// A running container is killed for want of memory.
    public void runOutOfMemory(String id) {
        Optional<ContainerState> ended;
        synchronized (this) {
            ended = end(id, 137, true);
        }
        ended.ifPresent(this::announce);
    }

    /// A line of a container's output.
    public synchronized void print(String id, String line) {
        find(id).ifPresent(container -> container.output().append(line).append('\n'));
        notifyAll();
    }

    /// All containers of all owners, in the order they were made.
    public synchronized List<ContainerState> everything() {
        return containers.values().stream().map(FakeContainer::state).toList();
    }

    // Time.

    @Override
    public boolean step() {
        Optional<ContainerState> ended;
        synchronized (this) {
            Instant now = time.instant();
            ended =
                    containers.values().stream()
                            .filter(container -> !container.endsAt().isAfter(now))
                            .findFirst()
                            .flatMap(this::endByItself);
        }
        ended.ifPresent(this::announce);
        return ended.isPresent();
    }

    private Optional<ContainerState> endByItself(FakeContainer container) {
        int exitCode =
                container.program() instanceof FakeProgram.ExitsAfter(var _, int code) ? code : 0;
        return end(container.state().id(), exitCode, false);
    }

    @Override
    public synchronized Instant nextDue() {
        return containers.values().stream()
                .map(FakeContainer::endsAt)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    @Override
    public synchronized void onWork(Runnable signal) {
        wake = signal;
    }

    // What runtimes do to it.

    synchronized void requireAvailable() {
        if (unavailableBecause != null) {
            throw new EngineUnavailableException("fake engine: " + unavailableBecause);
        }
    }

    synchronized Optional<FakeContainer> find(String id) {
        return Optional.ofNullable(containers.get(id));
    }

    synchronized Optional<FakeContainer> findByName(String engineName) {
        return containers.values().stream()
                .filter(container -> container.engineName().equals(engineName))
                .findFirst();
    }

    synchronized String newId() {
        made++;
        return String.format("%064x", made);
    }

    synchronized Instant now() {
        return time.instant();
    }

    synchronized FakeProgram programOf(String image) {
        return programs.getOrDefault(nameOf(image), new FakeProgram.Runs());
    }

    synchronized void add(FakeContainer container) {
        containers.put(container.state().id(), container);
    }

    /// Starts it, or says why it will not run.
    Optional<String> start(FakeContainer container) {
        Optional<String> refusal;
        Runnable afterwards;
        synchronized (this) {
            refusal = startNow(container);
            afterwards = wake;
        }
        announce(container.state());
        afterwards.run();
        return refusal;
    }

    private Optional<String> startNow(FakeContainer container) {
        Instant now = time.instant();
        switch (container.program()) {
            case FakeProgram.CannotStart(String message) -> {
                container.become(
                        container.state().withPhase(new ContainerPhase.Unstartable(message, now)));
                return Optional.of(message);
            }
            case FakeProgram.ExitsAfter(var delay, int _) -> container.endAt(now.plus(delay));
            case FakeProgram.Runs() -> container.endAt(Instant.MAX);
            case FakeProgram.IgnoresTerm() -> container.endAt(Instant.MAX);
        }
        container.become(container.state().withPhase(new ContainerPhase.Running(now)));
        greeting.forEach(line -> container.output().append(line).append('\n'));
        notifyAll();
        return Optional.empty();
    }

    void signal(String id, String signal) {
        Optional<ContainerState> ended;
        synchronized (this) {
            ended = find(id).flatMap(container -> heed(container, signal));
        }
        ended.ifPresent(this::announce);
    }

    private Optional<ContainerState> heed(FakeContainer container, String signal) {
        String id = container.state().id();
        if (signal.equals("SIGKILL")) {
            return end(id, 137, false);
        }
        return container.program() instanceof FakeProgram.IgnoresTerm
                ? Optional.empty()
                : end(id, 143, false);
    }

    void remove(String id) {
        Optional<FakeContainer> gone;
        synchronized (this) {
            end(id, 137, false);
            gone = Optional.ofNullable(containers.remove(id));
            notifyAll();
        }
        gone.map(FakeContainer::state).ifPresent(this::announce);
    }

    private Optional<ContainerState> end(String id, int exitCode, boolean outOfMemory) {
        FakeContainer container = containers.get(id);
        if (container == null
                || !(container.state().phase() instanceof ContainerPhase.Running(var startedAt))) {
            return Optional.empty();
        }
        container.endAt(Instant.MAX);
        container.become(
                container
                        .state()
                        .withPhase(
                                new ContainerPhase.Exited(
                                        exitCode, outOfMemory, startedAt, time.instant())));
        notifyAll();
        return Optional.of(container.state());
    }

    synchronized Optional<ImageState> image(String reference) {
        return missingImages.contains(nameOf(reference))
                ? Optional.empty()
                : Optional.of(new ImageState(ID_PREFIX + nameOf(reference), "", 1_000_000, ""));
    }

    /// What an image is called, of which the name or the id is given.
    static String nameOf(String image) {
        return image.startsWith(ID_PREFIX) ? image.substring(ID_PREFIX.length()) : image;
    }

    /// Why it can't be pulled, if so.
    synchronized Optional<String> pull(String reference) {
        String failure = failingPulls.get(reference);
        if (failure == null) {
            missingImages.remove(reference);
        }
        return Optional.ofNullable(failure);
    }

    synchronized BiFunction<ContainerState, List<String>, ExecOutcome> exec() {
        return exec;
    }

    synchronized void forget(FakeRuntime runtime) {
        runtimes.remove(runtime);
    }

    private void announce(ContainerState state) {
        List<FakeRuntime> all;
        synchronized (this) {
            if (unavailableBecause != null) {
                return;
            }
            all = List.copyOf(runtimes);
        }
        all.stream()
                .filter(runtime -> RuntimeLabels.isOwnedBy(state.labels(), runtime.owner()))
                .forEach(runtime -> runtime.tellChanged(state));
    }
}
