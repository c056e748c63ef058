package dev.skiff.apiserver.registry.kinds.registration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kinds;
import java.util.LinkedHashMap;
import java.util.Map;

/// The APIServices of the groups and versions that we serve ourselves, with the priorities that
/// Kubernetes gives them. That of APIServices themselves has none.
public final class LocalApiServices {
    public static final String MANAGED_LABEL = "kube-aggregator.kubernetes.io/automanaged";

    private static final int USUAL_VERSION = 15;
    private static final Map<String, Integer> GROUPS = groups();
    private static final Map<String, Integer> VERSIONS =
            Map.of("v1", 1, "autoscaling/v2", 30, "flowcontrol.apiserver.k8s.io/v1", 21);

    private LocalApiServices() {}

    private static Map<String, Integer> groups() {
        Map<String, Integer> groups = new LinkedHashMap<>();
        groups.put("", 18_000);
        groups.put("apps", 17_800);
        groups.put("events.k8s.io", 17_750);
        groups.put("authentication.k8s.io", 17_700);
        groups.put("authorization.k8s.io", 17_600);
        groups.put("autoscaling", 17_500);
        groups.put("batch", 17_400);
        groups.put("certificates.k8s.io", 17_300);
        groups.put("networking.k8s.io", 17_200);
        groups.put("policy", 17_100);
        groups.put("rbac.authorization.k8s.io", 17_000);
        groups.put("storage.k8s.io", 16_800);
        groups.put("apiextensions.k8s.io", 16_700);
        groups.put("admissionregistration.k8s.io", 16_700);
        groups.put("scheduling.k8s.io", 16_600);
        groups.put("coordination.k8s.io", 16_500);
        groups.put("node.k8s.io", 16_300);
        groups.put("discovery.k8s.io", 16_200);
        groups.put("flowcontrol.apiserver.k8s.io", 16_100);
        return groups;
    }

    /// The specs, by the names of the objects.
    public static Map<String, ObjectNode> specs() {
        Map<String, ObjectNode> specs = new LinkedHashMap<>();
        for (GroupVersion served : Kinds.groupVersions()) {
            Integer priority = GROUPS.get(served.group());
            if (priority != null) {
                specs.put(served.version() + "." + served.group(), spec(served, priority));
            }
        }
        return specs;
    }

    private static ObjectNode spec(GroupVersion served, int priority) {
        ObjectNode spec = Json.object();
        if (!served.group().isEmpty()) {
            spec.put("group", served.group());
        }
        return spec.put("version", served.version())
                .put("groupPriorityMinimum", priority)
                .put("versionPriority", VERSIONS.getOrDefault(served.apiVersion(), USUAL_VERSION));
    }
}
