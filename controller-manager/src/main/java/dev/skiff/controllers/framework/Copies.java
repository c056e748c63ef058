package dev.skiff.controllers.framework;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.StoredObject;
import dev.skiff.client.Index;
import dev.skiff.client.Informer;
import dev.skiff.client.Selection;
import dev.skiff.client.TypedKind;
import dev.skiff.client.Types;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.function.Function;

/// The local copies that controllers share, one informer for a kind, and what else than by their
/// key objects are found by.
public final class Copies {
    public static final String NODE_LEASE_NAMESPACE = "kube-node-lease";
    public static final String ROOT_CERTIFICATE_MAP = "kube-root-ca.crt";
    private static final String SERVICE_LABEL = "kubernetes.io/service-name";

    public final Informer<Pod> pods;
    public final Informer<ReplicaSet> replicaSets;
    public final Informer<Deployment> deployments;
    public final Informer<Namespace> namespaces;
    public final Informer<Node> nodes;
    public final Informer<Lease> nodeLeases;
    public final Informer<Service> services;
    public final Informer<Endpoints> endpoints;
    public final Informer<EndpointSlice> endpointSlices;
    public final Informer<ServiceAccount> serviceAccounts;
    public final Informer<ConfigMap> rootCertificates;

    /// By the uid of their controller.
    public final Index<Pod> podsByController;

    /// Without a controller, by namespace.
    public final Index<Pod> orphanPods;

    public final Index<Pod> podsByNode;

    /// By [#labelKey].
    public final Index<Pod> podsByLabel;

    /// By the uid of their controller.
    public final Index<ReplicaSet> replicaSetsByController;

    /// Without a controller, by namespace.
    public final Index<ReplicaSet> orphanReplicaSets;

    /// By `namespace/name` of their service.
    public final Index<EndpointSlice> slicesByService;

    Copies(ControllerContext context) {
        pods = all(context, "pods", Types.POD);
        podsByController = pods.lister().index(Owners::controllerUid);
        orphanPods = pods.lister().index(Owners::orphanNamespace);
        podsByNode = pods.lister().index(Copies::nodeOf);
        podsByLabel = pods.lister().index(Copies::labelsOf);
        replicaSets = all(context, "replicasets", Types.REPLICA_SET);
        replicaSetsByController = replicaSets.lister().index(Owners::controllerUid);
        orphanReplicaSets = replicaSets.lister().index(Owners::orphanNamespace);
        deployments = all(context, "deployments", Types.DEPLOYMENT);
        namespaces = all(context, "namespaces", Types.NAMESPACE);
        nodes = all(context, "nodes", Types.NODE);
        nodeLeases =
                some(
                        context,
                        "node-leases",
                        Selection.all(Types.LEASE.kind()).inNamespace(NODE_LEASE_NAMESPACE),
                        Types.LEASE::view);
        services = all(context, "services", Types.SERVICE);
        endpoints = all(context, "endpoints", Types.ENDPOINTS);
        endpointSlices = all(context, "endpointslices", Types.ENDPOINT_SLICE);
        slicesByService = endpointSlices.lister().index(Copies::serviceOf);
        serviceAccounts = all(context, "serviceaccounts", Types.SERVICE_ACCOUNT);
        rootCertificates =
                some(
                        context,
                        "root-certificates",
                        Selection.all(Types.CONFIG_MAP.kind())
                                .withFields("metadata.name=" + ROOT_CERTIFICATE_MAP),
                        Types.CONFIG_MAP::view);
    }

    private static <T extends HasMetadata> Informer<T> all(
            ControllerContext context, String name, TypedKind<T> type) {
        Kind kind = type.kind();
        return some(context, name, Selection.all(kind), type::view);
    }

    private static <T> Informer<T> some(
            ControllerContext context,
            String name,
            Selection selection,
            Function<StoredObject, T> projection) {
        return context.add(
                name + "-informer",
                new Informer<>(
                        context.transport(),
                        selection,
                        projection,
                        context.clock(),
                        context.newRandom()));
    }

    /// What pods of a namespace with this label are found by.
    public static String labelKey(String namespace, String label, String value) {
        return namespace + "\n" + label + "\n" + value;
    }

    private static List<String> labelsOf(Pod pod) {
        return LabelMatch.labels(pod).entrySet().stream()
                .map(e -> labelKey(pod.getMetadata().getNamespace(), e.getKey(), e.getValue()))
                .toList();
    }

    private static List<String> nodeOf(Pod pod) {
        String node = PodFacts.nodeName(pod);
        return node.isEmpty() ? List.of() : List.of(node);
    }

    private static List<String> serviceOf(EndpointSlice slice) {
        String service = LabelMatch.labels(slice).get(SERVICE_LABEL);
        return service == null
                ? List.of()
                : List.of(slice.getMetadata().getNamespace() + "/" + service);
    }
}
