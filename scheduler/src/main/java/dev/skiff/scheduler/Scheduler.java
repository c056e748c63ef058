package dev.skiff.scheduler;

import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.ApiClient;
import dev.skiff.client.EventRecorder;
import dev.skiff.client.Informer;
import dev.skiff.client.Selection;
import dev.skiff.client.Steppable;
import dev.skiff.client.Transport;
import dev.skiff.client.Types;
import dev.skiff.client.WorkQueue;
import dev.skiff.scheduler.framework.PlacementEngine;
import dev.skiff.scheduler.framework.Profile;
import dev.skiff.scheduler.queue.SchedulingQueue;
import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.NodeFacts;
import dev.skiff.scheduler.snapshot.PodRecord;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// The scheduler, wired but not driven: whoever owns it steps its [#parts]. A new one starts from
/// what the API tells, so any may be thrown away at any time.
public final class Scheduler implements AutoCloseable {
    private static final String UNFINISHED = "status.phase!=Succeeded,status.phase!=Failed";
    private static final int BINDING_AT_ONCE = 8;

    /// One thing to be stepped.
    ///
    /// @param width how many threads may usefully step it at once
    public record Part(String name, Steppable steppable, int width) {}

    private final Informer<PodRecord> pods;
    private final Informer<NodeFacts> nodes;
    private final List<Part> parts;

    /// @param transport as the user `system:kube-scheduler`
    /// @param random seeds the generators of the parts; each part then has its own
    public Scheduler(Transport transport, InstantSource clock, RandomGenerator random) {
        ApiClient client = new ApiClient(transport, "kube-scheduler");
        EventRecorder events =
                new EventRecorder(
                        client,
                        EventRecorder.Source.component(StandardProfile.NAME),
                        clock,
                        own(random));
        WorkQueue<ObjectKey> changedPods = new WorkQueue<>(clock, own(random));
        WorkQueue<ObjectKey> changedNodes = new WorkQueue<>(clock, own(random));
        pods =
                new Informer<>(
                        transport,
                        Selection.all(Kinds.POD).withFields(UNFINISHED),
                        stored -> PodRecord.of(Types.POD.view(stored)),
                        clock,
                        own(random));
        nodes =
                new Informer<>(
                        transport,
                        Selection.all(Kinds.NODE),
                        stored -> NodeFacts.of(Types.NODE.view(stored)),
                        clock,
                        own(random));
        pods.onChange((key, _, _) -> changedPods.add(key));
        nodes.onChange((key, _, _) -> changedNodes.add(key));
        Binder binder = new Binder(client, events, new WorkQueue<>(clock, own(random)), clock);
        RefusalReporter reporter =
                new RefusalReporter(
                        client, events, pods.lister(), clock, new WorkQueue<>(clock, own(random)));
        SchedulingLoop loop =
                new SchedulingLoop(
                        new SchedulingLoop.Inputs(
                                pods.lister(), changedPods, nodes.lister(), changedNodes),
                        mind(StandardProfile.create(), own(random)),
                        binder,
                        reporter,
                        clock);
        parts =
                List.of(
                        new Part("scheduler-nodes", nodes, 1),
                        new Part("scheduler-pods", pods, 1),
                        new Part("scheduler", loop, 1),
                        new Part("scheduler-binder", binder.worker(), BINDING_AT_ONCE),
                        new Part("scheduler-refusals", reporter.worker(), 1),
                        new Part("scheduler-events", events, 1));
    }

    public List<Part> parts() {
        return parts;
    }

    /// Ends the watches. Steps under way may still finish.
    @Override
    public void close() {
        pods.close();
        nodes.close();
    }

    private static SchedulingLoop.Mind mind(Profile profile, RandomGenerator random) {
        ClusterSnapshot cluster = new ClusterSnapshot();
        return new SchedulingLoop.Mind(
                profile,
                cluster,
                new PlacementEngine(profile, cluster, random),
                new SchedulingQueue(random));
    }

    private static RandomGenerator own(RandomGenerator random) {
        return new SplittableRandom(random.nextLong());
    }
}
