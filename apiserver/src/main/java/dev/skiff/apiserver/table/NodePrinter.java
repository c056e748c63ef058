package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.Map;
import java.util.TreeSet;

/// Nodes, their condition and what runs on them.
public final class NodePrinter extends KindPrinter {
    private static final String ROLE_PREFIX = "node-role.kubernetes.io/";
    private static final String ROLE_LABEL = "kubernetes.io/role";

    public NodePrinter() {
        super("nodes");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode status = Fields.at(object, "status");
        JsonNode info = Fields.at(status, "nodeInfo");
        row.name()
                .text(condition(object, status))
                .textOrNone(String.join(",", roles(object)))
                .age()
                .text(Fields.text(info, "kubeletVersion"))
                .textOrNone(address(status, "InternalIP"))
                .textOrNone(address(status, "ExternalIP"))
                .text(orUnknown(Fields.text(info, "osImage")))
                .text(kernel(info))
                .text(orUnknown(Fields.text(info, "containerRuntimeVersion")));
    }

    private static String condition(JsonNode node, JsonNode status) {
        String ready = "Unknown";
        for (JsonNode condition : Fields.at(status, "conditions")) {
            if (Fields.text(condition, "type").equals("Ready")) {
                ready = Fields.text(condition, "status").equals("True") ? "Ready" : "NotReady";
            }
        }
        boolean isCordoned = Fields.isTrue(Fields.at(node, "spec"), "unschedulable");
        return isCordoned ? ready + ",SchedulingDisabled" : ready;
    }

    private static TreeSet<String> roles(JsonNode node) {
        TreeSet<String> roles = new TreeSet<>();
        for (Map.Entry<String, JsonNode> label :
                Fields.entries(Fields.at(node, "metadata", "labels"))) {
            String key = label.getKey();
            if (key.startsWith(ROLE_PREFIX)) {
                roles.add(key.substring(ROLE_PREFIX.length()));
            } else if (key.equals(ROLE_LABEL)) {
                roles.add(label.getValue().asText());
            }
        }
        roles.remove("");
        return roles;
    }

    private static String address(JsonNode status, String type) {
        for (JsonNode address : Fields.at(status, "addresses")) {
            if (Fields.text(address, "type").equals(type)) {
                return Fields.text(address, "address");
            }
        }
        return "";
    }

    private static String kernel(JsonNode info) {
        String kernel = orUnknown(Fields.text(info, "kernelVersion"));
        String architecture = Fields.text(info, "architecture");
        return architecture.isEmpty() ? kernel : kernel + " (" + architecture + ")";
    }

    private static String orUnknown(String text) {
        return text.isEmpty() ? Age.UNKNOWN : text;
    }
}
