package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.time.Instant;

/// Pods and what their containers do.
public final class PodPrinter extends KindPrinter {
    public PodPrinter() {
        super("pods");
    }

    @Override
    void print(JsonNode object, Instant now, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        JsonNode status = Fields.at(object, "status");
        PodSummary summary = PodSummary.of(object);
        row.name()
                .text(summary.ready() + "/" + summary.containers())
                .text(summary.status())
                .text(restarts(summary, now))
                .age()
                .textOrNone(Fields.text(Fields.at(status, "podIPs").path(0), "ip"))
                .textOrNone(Fields.text(spec, "nodeName"))
                .textOrNone(Fields.text(status, "nominatedNodeName"))
                .text(gates(Fields.at(spec, "readinessGates"), status));
    }

    private static String restarts(PodSummary summary, Instant now) {
        if (summary.restarts() == 0 || summary.lastRestart().isMissingNode()) {
            return Long.toString(summary.restarts());
        }
        return summary.restarts() + " (" + Age.since(summary.lastRestart(), now) + " ago)";
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
