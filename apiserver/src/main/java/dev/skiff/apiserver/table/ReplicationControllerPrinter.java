package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// ReplicationControllers and how many pods they have.
public final class ReplicationControllerPrinter extends KindPrinter {
    public ReplicationControllerPrinter() {
        super("replicationcontrollers");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        JsonNode status = Fields.at(object, "status");
        row.name()
                .number(Fields.number(spec, "replicas"))
                .number(Fields.number(status, "replicas"))
                .number(Fields.number(status, "readyReplicas"))
                .age()
                .containers(Fields.at(spec, "template"))
                .labels(Fields.at(spec, "selector"));
    }
}
