package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import java.util.List;
import java.util.Map;

/// What the server fills in on pods and templates of pods. Idempotent.
public final class PodDefaults {
    private PodDefaults() {}

    /// On a pod, more than on a template: requests from limits, ports of the node, links to
    /// services.
    public static void ofPod(ObjectNode pod) {
        ObjectNode spec = Fields.child(pod, "spec");
        ofSpec(spec);
        if (!Fields.has(spec, "enableServiceLinks")) {
            spec.put("enableServiceLinks", true);
        }
        for (String list : List.of("containers", "initContainers")) {
            for (JsonNode container : Fields.at(spec, list)) {
                requestsFromLimits(Fields.at(container, "resources"));
            }
        }
        podRequests(spec);
        if (Fields.isTrue(spec, "hostNetwork")) {
            hostPorts(spec);
        }
        if (pod.get("status") instanceof ObjectNode status) {
            addresses(status);
        }
    }

    /// The first address has a field of its own, from the time when there was one.
    private static void addresses(ObjectNode status) {
        String first = Fields.text(status, "podIP");
        JsonNode all = Fields.at(status, "podIPs");
        if (!first.isEmpty() && !first.equals(Fields.text(all.path(0), "ip"))) {
            status.putArray("podIPs").addObject().put("ip", first);
        } else if (first.isEmpty() && !all.isEmpty()) {
            status.put("podIP", Fields.text(all.get(0), "ip"));
        }
    }

    /// The spec within a template.
    public static void ofSpec(ObjectNode spec) {
        Fields.defaultText(spec, "restartPolicy", "Always");
        Fields.defaultText(spec, "dnsPolicy", "ClusterFirst");
        Fields.defaultText(spec, "schedulerName", "default-scheduler");
        Fields.defaultNumber(spec, "terminationGracePeriodSeconds", 30);
        Fields.child(spec, "securityContext");
        serviceAccount(spec);
        for (JsonNode volume : Fields.at(spec, "volumes")) {
            VolumeDefaults.apply((ObjectNode) volume);
        }
        for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
            for (JsonNode container : Fields.at(spec, list)) {
                ContainerDefaults.apply((ObjectNode) container);
            }
        }
    }

    /// The account has an older name too, which always says the same.
    public static void serviceAccount(ObjectNode spec) {
        String name = Fields.text(spec, "serviceAccountName");
        String older = Fields.text(spec, "serviceAccount");
        if (name.isEmpty() && !older.isEmpty()) {
            spec.put("serviceAccountName", older);
        } else if (!name.isEmpty()) {
            spec.put("serviceAccount", name);
        }
    }

    private static void requestsFromLimits(JsonNode resources) {
        JsonNode limits = Fields.at(resources, "limits");
        if (limits.isEmpty()) {
            return;
        }
        ObjectNode requests = Fields.child((ObjectNode) resources, "requests");
        for (Map.Entry<String, JsonNode> limit : Fields.entries(limits)) {
            if (!Fields.has(requests, limit.getKey())) {
                requests.set(limit.getKey(), limit.getValue());
            }
        }
    }

    /// Requests of the pod as a whole are those of its containers, or else its limits.
    private static void podRequests(ObjectNode spec) {
        JsonNode resources = Fields.at(spec, "resources");
        if (Fields.at(resources, "limits").isEmpty()) {
            return;
        }
        ObjectNode requests = Fields.child((ObjectNode) resources, "requests");
        for (String name : List.of("cpu", "memory")) {
            Quantity sum = Quantity.ZERO;
            for (JsonNode container : Fields.at(spec, "containers")) {
                String amount = Fields.text(container, "resources", "requests", name);
                sum = amount.isEmpty() ? sum : sum.plus(Quantity.of(amount));
            }
            if (sum.signum() > 0) {
                Fields.defaultText(requests, name, sum.toString());
            }
        }
        requestsFromLimits(resources);
    }

    private static void hostPorts(JsonNode spec) {
        for (String list : List.of("containers", "initContainers")) {
            for (JsonNode container : Fields.at(spec, list)) {
                for (JsonNode port : Fields.at(container, "ports")) {
                    if (Fields.number(port, "hostPort") == 0) {
                        ((ObjectNode) port).put("hostPort", Fields.number(port, "containerPort"));
                    }
                }
            }
        }
    }
}
