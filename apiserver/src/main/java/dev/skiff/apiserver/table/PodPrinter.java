package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.Fields;
import java.util.List;

/// Pods and what their containers do.
public final class PodPrinter extends KindPrinter {
    public PodPrinter() {
        super("pods");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        JsonNode status = Fields.at(object, "status");
        PodSummary summary = PodSummary.of(object);
        row.name()
                .text(summary.ready() + "/" + summary.containers())
                .text(summary.status())
                .cell(restarts(summary))
                .age()
                .textOrNone(Fields.text(Fields.at(status, "podIPs").path(0), "ip"))
                .textOrNone(Fields.text(spec, "nodeName"))
                .textOrNone(Fields.text(status, "nominatedNodeName"))
                .text(gates(Fields.at(spec, "readinessGates"), status));
    }

    @Override
    public List<ObjectNode> conditions(ObjectNode pod) {
        return switch (Fields.text(pod, "status", "phase")) {
            case "Succeeded" ->
                    List.of(completed("Succeeded", "The pod has completed successfully."));
            case "Failed" -> List.of(completed("Failed", "The pod failed."));
            default -> List.of();
        };
    }

    private static ObjectNode completed(String reason, String message) {
        return Json.object()
                .put("type", "Completed")
                .put("status", "True")
                .put("reason", reason)
                .put("message", message);
    }

    private static Cell restarts(PodSummary summary) {
        if (summary.restarts() == 0 || summary.lastRestart().isMissingNode()) {
            return Cell.text(Long.toString(summary.restarts()));
        }
        return Cell.ago(summary.restarts() + " (", summary.lastRestart(), " ago)");
    }

    private static String gates(JsonNode gates, JsonNode status) {
        if (gates.isEmpty()) {
            return Row.NONE;
        }
        int open = 0;
        for (JsonNode gate : gates) {
            open += PodSummary.isTrue(status, Fields.text(gate, "conditionType")) ? 1 : 0;
        }
        return open + "/" + gates.size();
    }
}
