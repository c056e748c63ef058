package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// A node, what it can carry, and what the pods on it ask for.
final class NodeDescriber implements Describer {
    private static final String ROLE = "node-role.kubernetes.io/";
    private static final Map<String, String> INFO_TITLES =
            Map.ofEntries(
                    Map.entry("machineID", "Machine ID"),
                    Map.entry("systemUUID", "System UUID"),
                    Map.entry("bootID", "Boot ID"),
                    Map.entry("osImage", "OS Image"));
    private static final List<String> INFO =
            List.of(
                    "machineID",
                    "systemUUID",
                    "bootID",
                    "kernelVersion",
                    "osImage",
                    "operatingSystem",
                    "architecture",
                    "containerRuntimeVersion",
                    "kubeletVersion",
                    "kubeProxyVersion");

    @Override
    public void describe(ObjectNode node, TabText text, Session session) {
        JsonNode metadata = node.path("metadata");
        JsonNode spec = node.path("spec");
        JsonNode status = node.path("status");
        Describer.head(node, text);
        text.line(0, "Roles:", roles(metadata.path("labels")));
        Describer.labelsAndAnnotations(node, text);
        text.line(0, "CreationTimestamp:", text.time(metadata.path("creationTimestamp")));
        taints(text, spec.path("taints"));
        text.line(0, "Unschedulable:", Boolean.toString(spec.path("unschedulable").asBoolean()));
        lease(node, text, session);
        conditions(text, status.path("conditions"));
        text.line(0, "Addresses:");
        for (JsonNode address : status.path("addresses")) {
            text.line(1, address.path("type").asText() + ":", address.path("address").asText());
        }
        quantities(text, "Capacity:", status.path("capacity"));
        quantities(text, "Allocatable:", status.path("allocatable"));
        info(text, status.path("nodeInfo"));
        present(text, "PodCIDR:", spec.path("podCIDR").asText());
        List<String> ranges = new ArrayList<>();
        spec.path("podCIDRs").forEach(range -> ranges.add(range.asText()));
        present(text, "PodCIDRs:", String.join(",", ranges));
        present(text, "ProviderID:", spec.path("providerID").asText());
        new NodePodsText(text, session).write(node);
    }

    private static void present(TabText text, String title, String value) {
        if (!value.isEmpty()) {
            text.line(0, title, value);
        }
    }

    private static String roles(JsonNode labels) {
        TreeSet<String> roles = new TreeSet<>();
        for (Map.Entry<String, JsonNode> label : labels.properties()) {
            if (label.getKey().startsWith(ROLE) && label.getKey().length() > ROLE.length()) {
                roles.add(label.getKey().substring(ROLE.length()));
            }
        }
        return Describer.orNone(String.join(",", roles));
    }

    private static void taints(TabText text, JsonNode taints) {
        List<String> shown = new ArrayList<>();
        for (JsonNode taint : taints) {
            String value = taint.path("value").asText();
            shown.add(
                    taint.path("key").asText()
                            + (value.isEmpty() ? "" : "=" + value)
                            + ":"
                            + taint.path("effect").asText());
        }
        text.line(0, "Taints:", shown.isEmpty() ? "<none>" : shown.getFirst());
        shown.stream().skip(1).forEach(taint -> text.line(0, "", taint));
    }

    private static void lease(ObjectNode node, TabText text, Session session) {
        Optional<ObjectNode> lease =
                session.find(
                        "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/"
                                + Manifest.nameOf(node));
        text.line(0, "Lease:");
        if (lease.isEmpty()) {
            text.line(
                    1,
                    "Failed to get lease: leases.coordination.k8s.io \""
                            + Manifest.nameOf(node)
                            + "\" not found");
            return;
        }
        JsonNode spec = lease.get().path("spec");
        text.line(1, "HolderIdentity:", spec.path("holderIdentity").asText("<unset>"));
        text.line(1, "AcquireTime:", timeOrUnset(text, spec.path("acquireTime")));
        text.line(1, "RenewTime:", timeOrUnset(text, spec.path("renewTime")));
    }

    private static String timeOrUnset(TabText text, JsonNode time) {
        return time.isTextual() ? text.time(time) : "<unset>";
    }

    private static void conditions(TabText text, JsonNode conditions) {
        if (conditions.isEmpty()) {
            return;
        }
        text.line(0, "Conditions:");
        text.line(
                1,
                "Type",
                "Status",
                "LastHeartbeatTime",
                "LastTransitionTime",
                "Reason",
                "Message");
        text.line(
                1,
                "----",
                "------",
                "-----------------",
                "------------------",
                "------",
                "-------");
        for (JsonNode condition : conditions) {
            text.line(
                    1,
                    condition.path("type").asText() + " ",
                    condition.path("status").asText() + " ",
                    text.time(condition.path("lastHeartbeatTime")) + " ",
                    text.time(condition.path("lastTransitionTime")) + " ",
                    condition.path("reason").asText() + " ",
                    condition.path("message").asText());
        }
    }

    private static void quantities(TabText text, String title, JsonNode quantities) {
        if (!quantities.isEmpty()) {
            text.line(0, title);
            Describer.sorted(quantities)
                    .forEach((name, amount) -> text.line(1, name + ":", amount));
        }
    }

    private static void info(TabText text, JsonNode info) {
        text.line(0, "System Info:");
        for (String field : INFO) {
            if (info.has(field)) {
                String title = INFO_TITLES.getOrDefault(field, FieldDescriber.title(field));
                text.line(1, title + ":", info.path(field).asText());
            }
        }
    }
}
