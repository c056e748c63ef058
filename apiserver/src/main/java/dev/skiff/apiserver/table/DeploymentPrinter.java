package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// Deployments and how far they are.
public final class DeploymentPrinter extends KindPrinter {
    public DeploymentPrinter() {
        super("deployments");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        JsonNode status = Fields.at(object, "status");
        row.name()
                .text(
                        Fields.number(status, "readyReplicas")
                                + "/"
                                + Fields.number(spec, "replicas"))
                .number(Fields.number(status, "updatedReplicas"))
                .number(Fields.number(status, "availableReplicas"))
                .age()
                .containers(Fields.at(spec, "template"))
                .selector(Fields.at(spec, "selector"));
    }
}
