package dev.skiff.agent.runtime;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// The labels and names by which containers say whose they are; familiar tools know them too.
public final class RuntimeLabels {
    public static final String CLUSTER = "skiff.dev/cluster";
    public static final String NODE = "skiff.dev/node";
    public static final String POD_NAMESPACE = "io.kubernetes.pod.namespace";
    public static final String POD_NAME = "io.kubernetes.pod.name";
    public static final String POD_UID = "io.kubernetes.pod.uid";
    public static final String CONTAINER_NAME = "io.kubernetes.container.name";
    public static final String ATTEMPT = "io.kubernetes.container.restartCount";
    public static final String ROLE = "io.kubernetes.docker.type";
    public static final String SANDBOX_ID = "io.kubernetes.sandbox.id";

    /// The container name of a sandbox.
    public static final String SANDBOX_NAME = "POD";

    private RuntimeLabels() {}

    /// `k8s_<container>_<pod>_<namespace>_<uid>_<attempt>`; a second container of that name is
    /// refused by the engine, which makes starting one safe to repeat.
    public static String engineName(PodIdentity pod, String container, int attempt) {
        return String.join(
                "_",
                "k8s",
                container,
                pod.name(),
                pod.namespace(),
                pod.uid(),
                Integer.toString(attempt));
    }

    public static Map<String, String> of(Owner owner) {
        return Map.of(CLUSTER, owner.cluster(), NODE, owner.node());
    }

    /// All labels of a sandbox.
    public static Map<String, String> ofSandbox(Owner owner, SandboxSpec spec) {
        return labels(owner, spec.pod(), SANDBOX_NAME, spec.attempt(), ContainerRole.SANDBOX);
    }

    /// All labels of a container.
    public static Map<String, String> ofContainer(Owner owner, ContainerSpec spec) {
        Map<String, String> labels =
                labels(owner, spec.pod(), spec.name(), spec.attempt(), ContainerRole.CONTAINER);
        labels.putAll(spec.annotations());
        labels.put(SANDBOX_ID, spec.sandboxId());
        return labels;
    }

    private static Map<String, String> labels(
            Owner owner, PodIdentity pod, String container, int attempt, ContainerRole role) {
        Map<String, String> labels = new TreeMap<>(of(owner));
        labels.put(POD_NAMESPACE, pod.namespace());
        labels.put(POD_NAME, pod.name());
        labels.put(POD_UID, pod.uid());
        labels.put(CONTAINER_NAME, container);
        labels.put(ATTEMPT, Integer.toString(attempt));
        labels.put(ROLE, role.label());
        return labels;
    }

    /// The pod that a container with these labels belongs to.
    public static PodIdentity podOf(Map<String, String> labels) {
        return new PodIdentity(
                labels.getOrDefault(POD_NAMESPACE, ""),
                labels.getOrDefault(POD_NAME, ""),
                labels.getOrDefault(POD_UID, ""));
    }

    /// Whether a container with these labels is `owner`'s.
    public static boolean isOwnedBy(Map<String, String> labels, Owner owner) {
        return owner.cluster().equals(labels.get(CLUSTER)) && owner.node().equals(labels.get(NODE));
    }

    /// A sorted, unmodifiable copy.
    static Map<String, String> sorted(Map<String, String> labels) {
        return Collections.unmodifiableMap(new TreeMap<>(labels));
    }
}
