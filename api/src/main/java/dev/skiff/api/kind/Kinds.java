package dev.skiff.api.kind;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The kinds we serve, one line each. Names, scope, verbs and categories come from the
/// catalogue of the Kubernetes API ([KindCatalogue]); a line says which kind, and which of its
/// subresources work.
///
/// The order of groups is part of the wire: for an ambiguous name the first match wins.
public final class Kinds {
    public static final Kind NAMESPACE = serve("v1", "Namespace", "finalize", "status");
    public static final Kind NODE = serve("v1", "Node", "status");
    public static final Kind POD =
            serve(
                    "v1",
                    "Pod",
                    "binding",
                    "ephemeralcontainers",
                    "eviction",
                    "log",
                    "resize",
                    "status");
    public static final Kind SERVICE = serve("v1", "Service", "status");
    public static final Kind ENDPOINTS = serve("v1", "Endpoints");
    public static final Kind CONFIG_MAP = serve("v1", "ConfigMap");
    public static final Kind SECRET = serve("v1", "Secret");
    public static final Kind SERVICE_ACCOUNT = serve("v1", "ServiceAccount", "token");
    public static final Kind EVENT = serve("v1", "Event");
    public static final Kind PERSISTENT_VOLUME = serve("v1", "PersistentVolume", "status");
    public static final Kind PERSISTENT_VOLUME_CLAIM =
            serve("v1", "PersistentVolumeClaim", "status");
    public static final Kind BINDING = serve("v1", "Binding");
    public static final Kind COMPONENT_STATUS = serve("v1", "ComponentStatus");
    public static final Kind POD_TEMPLATE = serve("v1", "PodTemplate");
    public static final Kind REPLICATION_CONTROLLER =
            serve("v1", "ReplicationController", "scale", "status");
    public static final Kind API_SERVICE =
            serve("apiregistration.k8s.io/v1", "APIService", "status");
    public static final Kind CONTROLLER_REVISION = serve("apps/v1", "ControllerRevision");
    public static final Kind DAEMON_SET = serve("apps/v1", "DaemonSet", "status");
    public static final Kind DEPLOYMENT = serve("apps/v1", "Deployment", "scale", "status");
    public static final Kind REPLICA_SET = serve("apps/v1", "ReplicaSet", "scale", "status");
    public static final Kind STATEFUL_SET = serve("apps/v1", "StatefulSet", "scale", "status");
    public static final Kind POD_DISRUPTION_BUDGET =
            serve("policy/v1", "PodDisruptionBudget", "status");
    public static final Kind HORIZONTAL_POD_AUTOSCALER =
            serve("autoscaling/v2", "HorizontalPodAutoscaler", "status");
    public static final Kind OLDER_HORIZONTAL_POD_AUTOSCALER =
            serve("autoscaling/v1", "HorizontalPodAutoscaler", "status");
    public static final Kind CRON_JOB = serve("batch/v1", "CronJob", "status");
    public static final Kind JOB = serve("batch/v1", "Job", "status");
    public static final Kind SELF_SUBJECT_REVIEW =
            serve("authentication.k8s.io/v1", "SelfSubjectReview");
    public static final Kind TOKEN_REVIEW = serve("authentication.k8s.io/v1", "TokenReview");
    public static final Kind LOCAL_SUBJECT_ACCESS_REVIEW =
            serve("authorization.k8s.io/v1", "LocalSubjectAccessReview");
    public static final Kind SELF_SUBJECT_ACCESS_REVIEW =
            serve("authorization.k8s.io/v1", "SelfSubjectAccessReview");
    public static final Kind SELF_SUBJECT_RULES_REVIEW =
            serve("authorization.k8s.io/v1", "SelfSubjectRulesReview");
    public static final Kind SUBJECT_ACCESS_REVIEW =
            serve("authorization.k8s.io/v1", "SubjectAccessReview");
    public static final Kind CERTIFICATE_SIGNING_REQUEST =
            serve("certificates.k8s.io/v1", "CertificateSigningRequest", "approval", "status");
    public static final Kind LIMIT_RANGE = serve("v1", "LimitRange");
    public static final Kind RESOURCE_QUOTA = serve("v1", "ResourceQuota", "status");
    public static final Kind INGRESS_CLASS = serve("networking.k8s.io/v1", "IngressClass");
    public static final Kind INGRESS = serve("networking.k8s.io/v1", "Ingress", "status");
    public static final Kind NETWORK_POLICY = serve("networking.k8s.io/v1", "NetworkPolicy");
    public static final Kind IP_ADDRESS = serve("networking.k8s.io/v1", "IPAddress");
    public static final Kind SERVICE_CIDR = serve("networking.k8s.io/v1", "ServiceCIDR", "status");
    public static final Kind CLUSTER_ROLE_BINDING =
            serve("rbac.authorization.k8s.io/v1", "ClusterRoleBinding");
    public static final Kind CLUSTER_ROLE = serve("rbac.authorization.k8s.io/v1", "ClusterRole");
    public static final Kind ROLE_BINDING = serve("rbac.authorization.k8s.io/v1", "RoleBinding");
    public static final Kind ROLE = serve("rbac.authorization.k8s.io/v1", "Role");
    public static final Kind PRIORITY_CLASS = serve("scheduling.k8s.io/v1", "PriorityClass");
    public static final Kind LEASE = serve("coordination.k8s.io/v1", "Lease");
    public static final Kind RUNTIME_CLASS = serve("node.k8s.io/v1", "RuntimeClass");
    public static final Kind ENDPOINT_SLICE = serve("discovery.k8s.io/v1", "EndpointSlice");
    public static final Kind FLOW_SCHEMA =
            serve("flowcontrol.apiserver.k8s.io/v1", "FlowSchema", "status");
    public static final Kind PRIORITY_LEVEL_CONFIGURATION =
            serve("flowcontrol.apiserver.k8s.io/v1", "PriorityLevelConfiguration", "status");
    public static final Kind EVENTS_EVENT = serve("events.k8s.io/v1", "Event");
    public static final Kind CUSTOM_RESOURCE_DEFINITION =
            serve("apiextensions.k8s.io/v1", "CustomResourceDefinition", "status");
    public static final Kind MUTATING_ADMISSION_POLICY =
            serve("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicy");
    public static final Kind MUTATING_ADMISSION_POLICY_BINDING =
            serve("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicyBinding");
    public static final Kind MUTATING_WEBHOOK_CONFIGURATION =
            serve("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration");
    public static final Kind VALIDATING_ADMISSION_POLICY =
            serve("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "status");
    public static final Kind VALIDATING_ADMISSION_POLICY_BINDING =
            serve("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding");
    public static final Kind VALIDATING_WEBHOOK_CONFIGURATION =
            serve("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration");
    public static final Kind CSI_DRIVER = serve("storage.k8s.io/v1", "CSIDriver");
    public static final Kind CSI_NODE = serve("storage.k8s.io/v1", "CSINode");
    public static final Kind CSI_STORAGE_CAPACITY =
            serve("storage.k8s.io/v1", "CSIStorageCapacity");
    public static final Kind STORAGE_CLASS = serve("storage.k8s.io/v1", "StorageClass");
    public static final Kind VOLUME_ATTACHMENT =
            serve("storage.k8s.io/v1", "VolumeAttachment", "status");
    public static final Kind VOLUME_ATTRIBUTES_CLASS =
            serve("storage.k8s.io/v1", "VolumeAttributesClass");

    /// Every kind we serve, in the order of discovery.
    public static final List<Kind> ALL =
            List.of(
                    BINDING,
                    COMPONENT_STATUS,
                    CONFIG_MAP,
                    ENDPOINTS,
                    EVENT,
                    LIMIT_RANGE,
                    NAMESPACE,
                    NODE,
                    PERSISTENT_VOLUME_CLAIM,
                    PERSISTENT_VOLUME,
                    POD,
                    POD_TEMPLATE,
                    REPLICATION_CONTROLLER,
                    RESOURCE_QUOTA,
                    SECRET,
                    SERVICE_ACCOUNT,
                    SERVICE,
                    API_SERVICE,
                    CONTROLLER_REVISION,
                    DAEMON_SET,
                    DEPLOYMENT,
                    REPLICA_SET,
                    STATEFUL_SET,
                    EVENTS_EVENT,
                    SELF_SUBJECT_REVIEW,
                    TOKEN_REVIEW,
                    LOCAL_SUBJECT_ACCESS_REVIEW,
                    SELF_SUBJECT_ACCESS_REVIEW,
                    SELF_SUBJECT_RULES_REVIEW,
                    SUBJECT_ACCESS_REVIEW,
                    HORIZONTAL_POD_AUTOSCALER,
                    OLDER_HORIZONTAL_POD_AUTOSCALER,
                    CRON_JOB,
                    JOB,
                    CERTIFICATE_SIGNING_REQUEST,
                    INGRESS_CLASS,
                    INGRESS,
                    IP_ADDRESS,
                    NETWORK_POLICY,
                    SERVICE_CIDR,
                    POD_DISRUPTION_BUDGET,
                    CLUSTER_ROLE_BINDING,
                    CLUSTER_ROLE,
                    ROLE_BINDING,
                    ROLE,
                    CSI_DRIVER,
                    CSI_NODE,
                    CSI_STORAGE_CAPACITY,
                    STORAGE_CLASS,
                    VOLUME_ATTACHMENT,
                    VOLUME_ATTRIBUTES_CLASS,
                    MUTATING_ADMISSION_POLICY,
                    MUTATING_ADMISSION_POLICY_BINDING,
                    MUTATING_WEBHOOK_CONFIGURATION,
                    VALIDATING_ADMISSION_POLICY,
                    VALIDATING_ADMISSION_POLICY_BINDING,
                    VALIDATING_WEBHOOK_CONFIGURATION,
                    CUSTOM_RESOURCE_DEFINITION,
                    PRIORITY_CLASS,
                    LEASE,
                    RUNTIME_CLASS,
                    ENDPOINT_SLICE,
                    FLOW_SCHEMA,
                    PRIORITY_LEVEL_CONFIGURATION);

    private record ResourceName(GroupVersion groupVersion, String plural) {}

    private static final Map<ResourceName, Kind> BY_RESOURCE = new LinkedHashMap<>();

    static {
        for (Kind kind : ALL) {
            BY_RESOURCE.put(new ResourceName(kind.groupVersion(), kind.plural()), kind);
        }
    }

    private Kinds() {}

    /// The kind served at this group version under this plural, if any.
    public static Optional<Kind> byResource(GroupVersion groupVersion, String plural) {
        return Optional.ofNullable(BY_RESOURCE.get(new ResourceName(groupVersion, plural)));
    }

    /// The kind with this `apiVersion` and `kind`, if we serve it.
    public static Optional<Kind> byName(GroupVersion groupVersion, String name) {
        return ALL.stream()
                .filter(k -> k.name().equals(name) && k.groupVersion().equals(groupVersion))
                .findFirst();
    }

    /// Every resource once: a kind that is served in several versions in the preferred one.
    public static List<Kind> preferred() {
        Map<String, Kind> preferred = new LinkedHashMap<>();
        ALL.forEach(kind -> preferred.putIfAbsent(kind.qualifiedResource(), kind));
        return List.copyOf(preferred.values());
    }

    /// The group versions we serve, in the order of discovery.
    public static List<GroupVersion> groupVersions() {
        return ALL.stream().map(Kind::groupVersion).distinct().toList();
    }

    private static Kind serve(String apiVersion, String name, String... subresources) {
        Kind full = KindCatalogue.find(GroupVersion.parse(apiVersion), name);
        TreeSet<String> served = new TreeSet<>(List.of(subresources));
        List<Subresource> kept =
                full.subresources().stream().filter(s -> served.remove(s.name())).toList();
        if (!served.isEmpty()) {
            throw new IllegalStateException(
                    apiVersion + " " + name + " has no subresource " + served);
        }
        return new Kind(
                full.groupVersion(),
                full.name(),
                full.plural(),
                full.singular(),
                full.scope(),
                full.verbs(),
                full.shortNames(),
                full.categories(),
                kept);
    }
}
