package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// DaemonSets and how many nodes they run on.
public final class DaemonSetPrinter extends KindPrinter {
    public DaemonSetPrinter() {
        super("daemonsets");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        JsonNode status = Fields.at(object, "status");
        JsonNode template = Fields.at(spec, "template");
        row.name()
                .number(Fields.number(status, "desiredNumberScheduled"))
                .number(Fields.number(status, "currentNumberScheduled"))
                .number(Fields.number(status, "numberReady"))
                .number(Fields.number(status, "updatedNumberScheduled"))
                .number(Fields.number(status, "numberAvailable"))
                .labels(Fields.at(template, "spec", "nodeSelector"))
                .age()
                .containers(template)
                .selector(Fields.at(spec, "selector"));
    }
}
