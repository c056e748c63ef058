package dev.skiff.client;

import dev.skiff.api.kind.Kinds;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;

/// The kinds our components read as typed objects.
public final class Types {
    public static final TypedKind<Namespace> NAMESPACE =
            new TypedKind<>(Kinds.NAMESPACE, Namespace.class);
    public static final TypedKind<Node> NODE = new TypedKind<>(Kinds.NODE, Node.class);
    public static final TypedKind<Pod> POD = new TypedKind<>(Kinds.POD, Pod.class);
    public static final TypedKind<Service> SERVICE = new TypedKind<>(Kinds.SERVICE, Service.class);
    public static final TypedKind<Endpoints> ENDPOINTS =
            new TypedKind<>(Kinds.ENDPOINTS, Endpoints.class);
    public static final TypedKind<EndpointSlice> ENDPOINT_SLICE =
            new TypedKind<>(Kinds.ENDPOINT_SLICE, EndpointSlice.class);
    public static final TypedKind<ConfigMap> CONFIG_MAP =
            new TypedKind<>(Kinds.CONFIG_MAP, ConfigMap.class);
    public static final TypedKind<Secret> SECRET = new TypedKind<>(Kinds.SECRET, Secret.class);
    public static final TypedKind<ServiceAccount> SERVICE_ACCOUNT =
            new TypedKind<>(Kinds.SERVICE_ACCOUNT, ServiceAccount.class);
    public static final TypedKind<Event> EVENT = new TypedKind<>(Kinds.EVENT, Event.class);
    public static final TypedKind<Lease> LEASE = new TypedKind<>(Kinds.LEASE, Lease.class);
    public static final TypedKind<Deployment> DEPLOYMENT =
            new TypedKind<>(Kinds.DEPLOYMENT, Deployment.class);
    public static final TypedKind<ReplicaSet> REPLICA_SET =
            new TypedKind<>(Kinds.REPLICA_SET, ReplicaSet.class);

    private Types() {}
}
