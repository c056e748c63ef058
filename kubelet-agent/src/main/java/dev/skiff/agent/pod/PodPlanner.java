package dev.skiff.agent.pod;

import dev.skiff.agent.facts.PodFacts;
import dev.skiff.agent.facts.RestartPolicy;
import dev.skiff.agent.hook.HookState;
import dev.skiff.agent.pod.PodPlan.Progress;
import dev.skiff.agent.runtime.ContainerPhase;
import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.agent.runtime.RuntimeLabels;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Decides what a pod needs next. Starts at most one container at a time, so that each start is
/// decided with the outcome of the one before; ends first, starts later.
final class PodPlanner {
    /// The label in which a container notes the image it was asked for.
    static final String IMAGE = "skiff.dev/image";

    /// The exit code that stands for a container that could not be started.
    static final int UNSTARTABLE_EXIT_CODE = 128;

    private final PodSituation situation;
    private final RestartPolicy policy;
    private final List<PodAction> actions = new ArrayList<>();
    private final Map<String, Duration> crashLoops = new TreeMap<>();
    private Instant lookAgainAt = Instant.MAX;

    private PodPlanner(PodSituation situation) {
        this.situation = situation;
        policy = PodFacts.restartPolicy(situation.pod());
    }

    static PodPlan plan(PodSituation situation) {
        PodPlanner planner = new PodPlanner(situation);
        Progress progress =
                switch (situation.wish()) {
                    case RUN -> planner.run();
                    case END -> planner.end();
                    case VANISH -> planner.vanish();
                };
        return new PodPlan(planner.actions, progress, planner.lookAgainAt, planner.crashLoops);
    }

    private Progress run() {
        if (isOver()) {
            return end();
        }
        Optional<ContainerState> sandbox = situation.sandbox();
        if (sandbox.isEmpty()) {
            replaceSandbox();
        } else {
            removeOtherSandboxes(sandbox.get());
            removeOldAttempts();
            startContainers(sandbox.get());
        }
        return Progress.UNDER_WAY;
    }

    /// Whether all containers have ended for good, or an init container has failed for good.
    private boolean isOver() {
        for (Container init : situation.pod().getSpec().getInitContainers()) {
            boolean hasFailed = exitCode(init).filter(code -> code != 0).isPresent();
            if (!PodFacts.isSidecar(init) && hasFailed && policy == RestartPolicy.NEVER) {
                return true;
            }
        }
        return situation.pod().getSpec().getContainers().stream()
                .allMatch(
                        container ->
                                exitCode(container)
                                        .filter(code -> !policy.restarts(code))
                                        .isPresent());
    }

    /// Of its newest container, if that has ended.
    private Optional<Integer> exitCode(Container container) {
        return situation.latest(container.getName()).flatMap(PodPlanner::exitCode);
    }

    static Optional<Integer> exitCode(ContainerState container) {
        return switch (container.phase()) {
            case ContainerPhase.Created _, ContainerPhase.Running _ -> Optional.empty();
            case ContainerPhase.Exited exited -> Optional.of(exited.exitCode());
            case ContainerPhase.Unstartable _ -> Optional.of(UNSTARTABLE_EXIT_CODE);
        };
    }

    private void replaceSandbox() {
        List<ContainerState> stranded = situation.running();
        stranded.forEach(container -> stop(container, StopReason.SANDBOX_LOST));
        if (!stranded.isEmpty()) {
            return;
        }
        if (situation.tried().contains(RuntimeLabels.SANDBOX_NAME)) {
            return;
        }
        if (situation.now().isBefore(situation.memory().sandboxRetryAt())) {
            lookAgain(situation.memory().sandboxRetryAt());
            return;
        }
        List<ContainerState> dead = situation.sandboxes();
        int attempt = dead.isEmpty() ? 0 : dead.getLast().attempt() + 1;
        dead.forEach(sandbox -> actions.add(new PodAction.Remove(sandbox)));
        actions.add(new PodAction.CreateSandbox(attempt));
    }

    private void removeOtherSandboxes(ContainerState current) {
        situation.sandboxes().stream()
                .filter(sandbox -> !sandbox.id().equals(current.id()))
                .forEach(sandbox -> actions.add(new PodAction.Remove(sandbox)));
    }

    /// Of each container the newest stays, and the one before it for its output.
    private void removeOldAttempts() {
        List<ContainerState> all =
                situation.containers().stream().filter(c -> !c.isSandbox()).toList();
        for (int i = 0; i + 2 < all.size(); i++) {
            ContainerState container = all.get(i);
            boolean isThirdLast = all.get(i + 2).name().equals(container.name());
            if (isThirdLast && !container.isRunning()) {
                actions.add(new PodAction.Remove(container));
            }
        }
    }

    private void startContainers(ContainerState sandbox) {
        if (!initialize(sandbox)) {
            return;
        }
        for (Container container : situation.pod().getSpec().getContainers()) {
            if (!keepRunning(container, sandbox)) {
                return;
            }
        }
    }

    /// Brings the init containers through one after the other; whether all are done. A sidecar is
    /// done once it has come up, and is kept running from then on.
    private boolean initialize(ContainerState sandbox) {
        boolean isPast =
                situation.pod().getSpec().getContainers().stream()
                        .anyMatch(container -> isIn(container, sandbox));
        for (Container init : situation.pod().getSpec().getInitContainers()) {
            if (PodFacts.isSidecar(init)) {
                boolean mayGoOn = keepRunning(init, sandbox);
                if (!mayGoOn || (!isPast && !hasComeUp(init))) {
                    return false;
                }
            } else if (!isPast && !isDone(init, sandbox)) {
                keepRunning(init, sandbox);
                return false;
            }
        }
        return true;
    }

    private boolean isIn(Container container, ContainerState sandbox) {
        return situation
                .latest(container.getName())
                .filter(latest -> isIn(latest, sandbox))
                .isPresent();
    }

    private static boolean isIn(ContainerState container, ContainerState sandbox) {
        return sandbox.id().equals(container.labels().get(RuntimeLabels.SANDBOX_ID));
    }

    private boolean hasComeUp(Container sidecar) {
        return situation
                .latest(sidecar.getName())
                .filter(ContainerState::isRunning)
                .filter(running -> situation.check(running).health().isStarted())
                .isPresent();
    }

    private boolean isDone(Container init, ContainerState sandbox) {
        return isIn(init, sandbox) && exitCode(init).filter(code -> code == 0).isPresent();
    }

    /// Starts, restarts or ends one container as need be; whether the next one may be looked at.
    private boolean keepRunning(Container container, ContainerState sandbox) {
        Optional<ContainerState> latest = situation.latest(container.getName());
        if (latest.isPresent() && latest.get().isRunning()) {
            return keep(container, latest.get(), sandbox);
        }
        if (situation.tried().contains(container.getName())) {
            return true;
        }
        if (latest.isPresent() && !isDue(container, latest.get(), sandbox)) {
            return true;
        }
        actions.add(
                new PodAction.Launch(
                        container, attempt(container, latest, sandbox), sandbox.id(), latest));
        return false;
    }

    /// Looks after a running container.
    private boolean keep(Container container, ContainerState running, ContainerState sandbox) {
        PodSituation.Check check = situation.check(running);
        if (situation.memory().stops().containsKey(running.id())) {
            advance(running);
        } else if (!isIn(running, sandbox)) {
            stop(running, StopReason.SANDBOX_LOST);
        } else if (hasOtherImage(container, running)) {
            stop(running, StopReason.DEFINITION_CHANGED);
        } else if (check.postStart() == HookState.FAILED) {
            stop(running, StopReason.POST_START_HOOK);
        } else {
            check.health().failed().ifPresent(kind -> stopUnhealthy(container, running));
        }
        return check.postStart().isOver();
    }

    private static boolean hasOtherImage(Container container, ContainerState running) {
        String asked = running.labels().get(IMAGE);
        return asked != null && !asked.equals(container.getImage());
    }

    private void stopUnhealthy(Container container, ContainerState running) {
        boolean isStarted = situation.check(running).health().isStarted();
        Probe probe = isStarted ? container.getLivenessProbe() : container.getStartupProbe();
        Long own = probe == null ? null : probe.getTerminationGracePeriodSeconds();
        Duration grace = own == null ? PodFacts.grace(situation.pod()) : Duration.ofSeconds(own);
        actions.add(
                new PodAction.BeginStop(
                        running,
                        grace,
                        isStarted ? StopReason.LIVENESS_PROBE : StopReason.STARTUP_PROBE));
    }

    /// Whether a container that isn't running should be started now.
    private boolean isDue(Container container, ContainerState latest, ContainerState sandbox) {
        if (latest.phase() instanceof ContainerPhase.Created) {
            return true;
        }
        int exitCode = exitCode(latest).orElse(0);
        boolean isSidecar =
                PodFacts.isSidecar(container)
                        && situation.pod().getSpec().getInitContainers().contains(container);
        boolean isOldInit = isInit(container) && !isIn(latest, sandbox);
        if (!isSidecar && !isOldInit && !policy.restarts(exitCode)) {
            return false;
        }
        Optional<RestartBackoff> known =
                Optional.ofNullable(situation.memory().backoffs().get(container.getName()));
        Optional<Instant> waitUntil =
                RestartBackoff.waitUntil(known, endOf(latest))
                        .filter(until -> situation.now().isBefore(until));
        waitUntil.ifPresent(
                until -> {
                    lookAgain(until);
                    crashLoops.put(container.getName(), known.orElseThrow().delay());
                });
        return waitUntil.isEmpty();
    }

    private boolean isInit(Container container) {
        return situation.pod().getSpec().getInitContainers().contains(container);
    }

    static Instant endOf(ContainerState container) {
        return switch (container.phase()) {
            case ContainerPhase.Exited exited -> exited.finishedAt();
            case ContainerPhase.Unstartable unstartable -> unstartable.createdAt();
            case ContainerPhase.Created created -> created.createdAt();
            case ContainerPhase.Running running -> running.startedAt();
        };
    }

    private int attempt(
            Container container, Optional<ContainerState> latest, ContainerState sandbox) {
        if (latest.isEmpty()) {
            Integer known = situation.memory().restarts().get(container.getName());
            return known == null ? 0 : known + 1;
        }
        boolean isStillToStart =
                latest.get().phase() instanceof ContainerPhase.Created
                        && isIn(latest.get(), sandbox);
        return latest.get().attempt() + (isStillToStart ? 0 : 1);
    }

    private Progress end() {
        if (!stopAll()) {
            return Progress.UNDER_WAY;
        }
        situation.sandboxes().forEach(sandbox -> actions.add(new PodAction.Remove(sandbox)));
        return Progress.OVER;
    }

    private Progress vanish() {
        if (!stopAll()) {
            return Progress.UNDER_WAY;
        }
        if (situation.containers().isEmpty()) {
            return Progress.GONE;
        }
        // Containers first: they live in the sandbox's network.
        situation.containers().reversed().stream().map(PodAction.Remove::new).forEach(actions::add);
        return Progress.UNDER_WAY;
    }

    /// Ends what runs, sidecars last and in reverse order; whether nothing runs any more.
    private boolean stopAll() {
        List<ContainerState> running = situation.running();
        List<String> sidecars =
                situation.pod().getSpec().getInitContainers().stream()
                        .filter(PodFacts::isSidecar)
                        .map(Container::getName)
                        .toList();
        List<ContainerState> others =
                running.stream().filter(c -> !sidecars.contains(c.name())).toList();
        others.forEach(container -> stop(container, StopReason.POD_ENDS));
        if (others.isEmpty()) {
            sidecars.reversed().stream()
                    .flatMap(name -> running.stream().filter(c -> c.name().equals(name)))
                    .findFirst()
                    .ifPresent(container -> stop(container, StopReason.POD_ENDS));
        }
        return running.isEmpty();
    }

    private void stop(ContainerState container, StopReason reason) {
        if (situation.memory().stops().containsKey(container.id())) {
            advance(container);
        } else {
            actions.add(new PodAction.BeginStop(container, graceLeft(), reason));
        }
    }

    /// The pod's grace counts for all its containers together.
    private Duration graceLeft() {
        Duration grace = PodFacts.grace(situation.pod());
        return situation.memory().stops().values().stream()
                .filter(_ -> situation.wish() != PodSituation.Wish.RUN)
                .map(Stop::begunAt)
                .min(Instant::compareTo)
                .map(begun -> Duration.between(situation.now(), begun.plus(grace)))
                .map(left -> left.isNegative() ? Duration.ZERO : left)
                .orElse(grace);
    }

    /// Takes a stop that is under way one step further, if that is due.
    private void advance(ContainerState container) {
        Stop stop = Objects.requireNonNull(situation.memory().stops().get(container.id()));
        boolean isEnding = situation.wish() != PodSituation.Wish.RUN;
        Instant killAt = stop.killAt(isEnding ? PodFacts.grace(situation.pod()) : stop.grace());
        boolean isUp = !situation.now().isBefore(killAt);
        switch (stop.stage()) {
            case PRE_STOP -> {
                if (isUp || situation.check(container).preStop().isOver()) {
                    actions.add(new PodAction.Ask(container));
                } else {
                    lookAgain(killAt);
                }
            }
            case ASKED -> killOrWait(container, killAt);
            case KILLED -> killOrWait(container, stop.killAt(stop.grace()));
        }
    }

    private void killOrWait(ContainerState container, Instant killAt) {
        if (situation.now().isBefore(killAt)) {
            lookAgain(killAt);
        } else {
            actions.add(new PodAction.Kill(container));
        }
    }

    private void lookAgain(Instant at) {
        lookAgainAt = at.isBefore(lookAgainAt) ? at : lookAgainAt;
    }
}
