package dev.skiff.agent;

import dev.skiff.agent.engine.RuntimeView;
import dev.skiff.agent.facts.PodFacts;
import dev.skiff.agent.hook.HookLoop;
import dev.skiff.agent.image.ImagePulls;
import dev.skiff.agent.logs.NodeApi;
import dev.skiff.agent.node.NodeCapacity;
import dev.skiff.agent.node.NodeLease;
import dev.skiff.agent.node.NodeNetwork;
import dev.skiff.agent.node.NodeReporter;
import dev.skiff.agent.objects.ReferencedObjects;
import dev.skiff.agent.pod.NodeSettings;
import dev.skiff.agent.pod.PodReconciler;
import dev.skiff.agent.pod.PodServices;
import dev.skiff.agent.probe.ProbeExecutor;
import dev.skiff.agent.probe.ProbeLoop;
import dev.skiff.agent.probe.Prober;
import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.EngineInfo;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.agent.status.StatusReporter;
import dev.skiff.agent.token.AccountTokens;
import dev.skiff.agent.volume.PodFiles;
import dev.skiff.api.request.ApiHandler;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ControllerLoop;
import dev.skiff.client.EventRecorder;
import dev.skiff.client.Informer;
import dev.skiff.client.Selection;
import dev.skiff.client.Steppable;
import dev.skiff.client.Transport;
import dev.skiff.client.Types;
import dev.skiff.client.WorkQueue;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One node's agent, wired from what it is given. It works as long as its [#parts] are driven;
/// closing it leaves the containers running.
public final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final String COMPONENT = "kubelet";

    /// What the agent reaches out to. It closes none of it.
    public record Surroundings(
            Transport transport, ContainerRuntime runtime, Prober prober, PodFiles files) {}

    /// Something to drive.
    ///
    /// @param width how many threads may step at once
    public record Part(String name, Steppable loop, int width) {}

    private final Informer<Pod> pods;
    private final Informer<Node> nodes;
    private final WorkQueue<PodIdentity> queue;
    private final PodServices services;
    private final NodeReporter reporter;
    private final NodeLease lease;
    private final Steppable podLoop;
    private final NodeApi api;

    /// Asks the engine about its machine.
    ///
    /// @param random thread-safe if several threads step
    /// @throws dev.skiff.agent.runtime.EngineUnavailableException if the engine doesn't answer
    public Agent(
            AgentSettings settings,
            Surroundings around,
            InstantSource clock,
            RandomGenerator random) {
        EngineInfo engine = around.runtime().info();
        NodeCapacity capacity = NodeCapacity.of(engine, settings.diskBytes());
        String name = settings.node().name();
        ApiClient client = new ApiClient(around.transport(), COMPONENT);
        pods =
                new Informer<>(
                        around.transport(),
                        Selection.all(Types.POD.kind()).withFields("spec.nodeName=" + name),
                        Types.POD::view,
                        clock,
                        random);
        nodes =
                new Informer<>(
                        around.transport(),
                        Selection.all(Types.NODE.kind()).withFields("metadata.name=" + name),
                        Types.NODE::view,
                        clock,
                        random);
        queue = new WorkQueue<>(clock, random);
        services = services(settings, around, client, clock, random);
        NodeSettings node =
                new NodeSettings(
                        name,
                        settings.node().address(),
                        engine.runtime().substring(0, engine.runtime().indexOf(':')),
                        capacity.allocatable(),
                        settings.resolver(),
                        settings.clusterDns());
        PodReconciler reconciler =
                new PodReconciler(
                        pods.lister(), services, node, settings.root().resolve("pods"), clock);
        ControllerLoop<PodIdentity> loop =
                new ControllerLoop<>(queue, reconciler, List.of(pods.lister()), LOG);
        podLoop = new GatedLoop(loop, services.view());
        lease = new NodeLease(client, nodes.lister(), name, clock, random);
        reporter =
                new NodeReporter(
                        new NodeReporter.Ground(
                                client,
                                around.runtime(),
                                services.view(),
                                nodes.lister(),
                                services.network(),
                                settings.clusterRange()),
                        settings.node(),
                        capacity,
                        clock,
                        this::lookAtAllPods);
        api = new NodeApi(pods.lister(), services.view(), around.runtime(), clock);
        pods.onChange((_, before, now) -> podChanged(before, now));
        nodes.onChange((_, _, _) -> reporter.nodeChanged());
        around.runtime().listen(services.view());
    }

    private PodServices services(
            AgentSettings settings,
            Surroundings around,
            ApiClient client,
            InstantSource clock,
            RandomGenerator random) {
        EventRecorder events =
                new EventRecorder(
                        client,
                        new EventRecorder.Source(COMPONENT, settings.node().name()),
                        clock,
                        random);
        ProbeExecutor executor = new ProbeExecutor(around.runtime(), around.prober());
        return new PodServices(
                around.runtime(),
                new RuntimeView(around.runtime(), clock, random, queue::add),
                around.files(),
                new NodeNetwork(),
                new ReferencedObjects(around.transport(), clock, random, queue::add),
                new AccountTokens(client, clock, random, queue::add),
                new ImagePulls(around.runtime(), clock, random, queue::add),
                new ProbeLoop(clock, random, executor, events, queue::add),
                new HookLoop(around.runtime(), executor, clock, random, queue::add),
                new StatusReporter(client, pods.lister()::get, clock, random),
                events);
    }

    /// Everything that has to be driven.
    public List<Part> parts() {
        return List.of(
                new Part("agent-nodes", nodes, 1),
                new Part("agent-node", reporter, 1),
                new Part("agent-lease", lease, 1),
                new Part("agent-engine", services.view(), 1),
                new Part("agent-pods", pods, 1),
                new Part("agent-pod", podLoop, 8),
                new Part("agent-objects", services.objects(), 1),
                new Part("agent-token", services.tokens().loop(), 4),
                new Part("agent-pull", services.pulls().loop(), 4),
                new Part("agent-probe", services.probes().loop(), 8),
                new Part("agent-hook", services.hooks().loop(), 8),
                new Part("agent-status", services.reporter().loop(), 2),
                new Part("agent-events", services.events(), 1));
    }

    /// What the API server asks this node.
    public ApiHandler api() {
        return api;
    }

    private void podChanged(@Nullable Pod before, @Nullable Pod now) {
        if (before != null && (now == null || !sameUid(before, now))) {
            queue.add(PodFacts.identity(before));
        }
        if (now != null && (before == null || isNews(before, now))) {
            queue.add(PodFacts.identity(now));
        }
        if (now != null) {
            services.reporter().told(PodFacts.identity(now));
        }
    }

    private static boolean sameUid(Pod before, Pod now) {
        return before.getMetadata().getUid().equals(now.getMetadata().getUid());
    }

    /// A changed status is what this agent itself has written, but for readiness gates.
    private static boolean isNews(Pod before, Pod now) {
        boolean hasGates = !now.getSpec().getReadinessGates().isEmpty();
        return hasGates
                || !sameUid(before, now)
                || PodFacts.isTerminating(before) != PodFacts.isTerminating(now)
                || !PodFacts.grace(before).equals(PodFacts.grace(now))
                || !Objects.equals(before.getMetadata().getLabels(), now.getMetadata().getLabels())
                || !Objects.equals(
                        before.getMetadata().getAnnotations(), now.getMetadata().getAnnotations())
                || !before.getSpec().equals(now.getSpec());
    }

    private void lookAtAllPods() {
        pods.lister().list().forEach(pod -> queue.add(PodFacts.identity(pod)));
    }

    @Override
    public void close() {
        pods.close();
        nodes.close();
        services.objects().close();
    }
}
