package dev.skiff.controllers.endpoints;

import dev.skiff.api.object.ObjectKey;
import dev.skiff.api.status.Status;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.ControllerLoop;
import dev.skiff.client.DeleteResult;
import dev.skiff.client.Deletion;
import dev.skiff.client.Outcome;
import dev.skiff.client.ReadYourWrites;
import dev.skiff.client.Reconciler;
import dev.skiff.client.RefusedCallException;
import dev.skiff.client.Types;
import dev.skiff.client.WorkQueue;
import dev.skiff.controllers.framework.Batching;
import dev.skiff.controllers.framework.ControllerContext;
import dev.skiff.controllers.framework.Copies;
import dev.skiff.controllers.framework.LabelMatch;
import dev.skiff.controllers.framework.Owners;
import dev.skiff.controllers.framework.PodFacts;
import dev.skiff.controllers.framework.Refusals;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Gathers a service's pods, has [SlicePlanner] and [EndpointsPlanner] decide, and writes what
/// changes. The work is proportional to the pods that have the service's rarest label.
public final class ServiceEndpointsReconciler implements Reconciler<ObjectKey> {
    private static final String ZONE = "topology.kubernetes.io/zone";

    private final Copies copies;
    private final ApiClient client;
    private final ReadYourWrites<ObjectKey> ownWrites;

    private ServiceEndpointsReconciler(
            ControllerContext context, ReadYourWrites<ObjectKey> ownWrites) {
        this.copies = context.copies();
        this.client = context.client();
        this.ownWrites = ownWrites;
    }

    public static ControllerLoop<ObjectKey> loop(ControllerContext context) {
        Copies copies = context.copies();
        WorkQueue<ObjectKey> queue = context.newQueue();
        ReadYourWrites<ObjectKey> ownWrites = new ReadYourWrites<>();
        copies.services.onChange((key, _, _) -> queue.add(key));
        copies.endpoints.onChange((key, _, _) -> queue.add(key));
        copies.endpointSlices.onChange((_, before, now) -> addService(queue, before, now));
        copies.pods.onChange((_, before, now) -> addSelecting(copies, queue, before, now));
        return new ControllerLoop<>(
                queue,
                ownWrites.guard(new ServiceEndpointsReconciler(context, ownWrites)),
                List.of(
                        copies.services.lister(),
                        copies.pods.lister(),
                        copies.nodes.lister(),
                        copies.endpoints.lister(),
                        copies.endpointSlices.lister()),
                LoggerFactory.getLogger(ServiceEndpointsReconciler.class));
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        Optional<Service> service = copies.services.lister().get(key);
        if (service.isEmpty()) {
            deleteLeftOver(key);
        } else if (ServiceFacts.selectsPods(service.get())) {
            reconcile(key, service.get());
        }
        return Outcome.settled();
    }

    private void reconcile(ObjectKey key, Service service) {
        if (service.getMetadata().getDeletionTimestamp() != null) {
            return;
        }
        List<Backend> backends =
                podsOf(service).stream()
                        .flatMap(pod -> Backend.of(service, pod, zoneOf(pod)).stream())
                        .toList();
        writeSlices(key, SlicePlanner.plan(service, backends, slicesOf(key)));
        writeEndpoints(key, service, backends);
    }

    private List<Pod> podsOf(Service service) {
        Map<String, String> selector = ServiceFacts.selector(service);
        String namespace = service.getMetadata().getNamespace();
        List<Pod> fewest =
                selector.entrySet().stream()
                        .map(e -> Copies.labelKey(namespace, e.getKey(), e.getValue()))
                        .map(copies.podsByLabel::get)
                        .min((a, b) -> Integer.compare(a.size(), b.size()))
                        .orElse(List.of());
        return fewest.stream()
                .filter(pod -> LabelMatch.containsAll(LabelMatch.labels(pod), selector))
                .toList();
    }

    private List<EndpointSlice> slicesOf(ObjectKey service) {
        return copies.slicesByService.get(service.toString()).stream()
                .filter(
                        slice ->
                                SlicePlanner.MANAGER.equals(
                                        LabelMatch.labels(slice).get(ServiceFacts.SLICE_MANAGER)))
                .toList();
    }

    private String zoneOf(Pod pod) {
        String node = PodFacts.nodeName(pod);
        return node.isEmpty()
                ? ""
                : copies.nodes
                        .lister()
                        .get(ObjectKey.cluster(node))
                        .map(found -> LabelMatch.labels(found).get(ZONE))
                        .orElse("");
    }

    private void writeSlices(ObjectKey key, SlicePlan plan) {
        for (EndpointSlice slice : plan.toCreate()) {
            accept(key, client.create(Types.ENDPOINT_SLICE, slice));
        }
        for (EndpointSlice slice : plan.toUpdate()) {
            accept(key, client.update(Types.ENDPOINT_SLICE, slice));
        }
        for (EndpointSlice slice : plan.toDelete()) {
            String uid = slice.getMetadata().getUid();
            delete(
                    client.delete(
                            Types.ENDPOINT_SLICE.kind(), Owners.key(slice), Deletion.ofUid(uid)));
            ownWrites.deleted(key, copies.endpointSlices.lister(), Owners.key(slice), uid);
        }
    }

    private void accept(ObjectKey key, ApiResult<EndpointSlice> result) {
        switch (result) {
            case ApiResult.Done<EndpointSlice>(var slice) ->
                    ownWrites.wrote(key, copies.endpointSlices.lister(), slice);
            case ApiResult.Rejected<EndpointSlice>(var status) -> passTerminating(status);
            case ApiResult<EndpointSlice> other -> other.doneOrThrow();
        }
    }

    private void writeEndpoints(ObjectKey key, Service service, List<Backend> backends) {
        Optional<Endpoints> current = copies.endpoints.lister().get(key);
        Endpoints wanted = EndpointsPlanner.plan(service, backends, current);
        if (current.filter(wanted::equals).isPresent()) {
            return;
        }
        ApiResult<Endpoints> result =
                current.isEmpty()
                        ? client.create(Types.ENDPOINTS, wanted)
                        : client.update(Types.ENDPOINTS, wanted);
        switch (result) {
            case ApiResult.Done<Endpoints>(var written) ->
                    ownWrites.wrote(key, copies.endpoints.lister(), written);
            case ApiResult.Rejected<Endpoints>(var status) -> passTerminating(status);
            case ApiResult<Endpoints> other -> other.doneOrThrow();
        }
    }

    private static void passTerminating(Status status) {
        if (!Refusals.isForTerminatingNamespace(status)) {
            throw new RefusedCallException(status);
        }
    }

    /// The service is gone. Its slices go with their owner; Endpoints have none.
    private void deleteLeftOver(ObjectKey key) {
        copies.endpoints
                .lister()
                .get(key)
                .filter(
                        endpoints ->
                                EndpointsPlanner.MANAGER.equals(
                                        LabelMatch.labels(endpoints)
                                                .get(ServiceFacts.ENDPOINTS_MANAGER)))
                .map(endpoints -> endpoints.getMetadata().getUid())
                .ifPresent(
                        uid -> {
                            delete(client.delete(Types.ENDPOINTS.kind(), key, Deletion.ofUid(uid)));
                            ownWrites.deleted(key, copies.endpoints.lister(), key, uid);
                        });
    }

    private static void delete(DeleteResult result) {
        if (result instanceof DeleteResult.Rejected(var status)) {
            throw new RefusedCallException(status);
        }
    }

    private static void addService(
            WorkQueue<ObjectKey> queue,
            @Nullable EndpointSlice before,
            @Nullable EndpointSlice now) {
        for (EndpointSlice slice : Arrays.asList(before, now)) {
            String service =
                    slice == null ? null : LabelMatch.labels(slice).get(ServiceFacts.SERVICE_NAME);
            if (service != null && !service.isEmpty()) {
                queue.add(new ObjectKey(slice.getMetadata().getNamespace(), service));
            }
        }
    }

    /// Most changes of a pod are none to a service.
    private static void addSelecting(
            Copies copies, WorkQueue<ObjectKey> queue, @Nullable Pod before, @Nullable Pod now) {
        if (before != null && now != null && isSameToServices(before, now)) {
            return;
        }
        Pod any = now != null ? now : before;
        if (any == null) {
            return;
        }
        for (Service service :
                copies.services.lister().inNamespace(any.getMetadata().getNamespace())) {
            if (selects(service, before) || selects(service, now)) {
                Batching.add(queue, Owners.key(service), sizeOf(copies, service));
            }
        }
    }

    private static int sizeOf(Copies copies, Service service) {
        return copies.slicesByService.get(Owners.key(service).toString()).stream()
                .mapToInt(slice -> slice.getEndpoints().size())
                .sum();
    }

    private static boolean selects(Service service, @Nullable Pod pod) {
        return pod != null
                && ServiceFacts.selectsPods(service)
                && LabelMatch.containsAll(LabelMatch.labels(pod), ServiceFacts.selector(service));
    }

    private static boolean isSameToServices(Pod before, Pod now) {
        return before.getMetadata().getUid().equals(now.getMetadata().getUid())
                && LabelMatch.labels(before).equals(LabelMatch.labels(now))
                && PodFacts.nodeName(before).equals(PodFacts.nodeName(now))
                && addressOf(before).equals(addressOf(now))
                && PodFacts.isReady(before) == PodFacts.isReady(now)
                && PodFacts.isFinished(before) == PodFacts.isFinished(now)
                && PodFacts.isTerminating(before) == PodFacts.isTerminating(now);
    }

    private static String addressOf(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).map(s -> s.getPodIP()).orElse("");
    }
}
