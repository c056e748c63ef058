package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// StatefulSets and how many of their pods are ready.
public final class StatefulSetPrinter extends KindPrinter {
    public StatefulSetPrinter() {
        super("statefulsets");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        long ready = Fields.number(Fields.at(object, "status"), "readyReplicas");
        row.name()
                .text(ready + "/" + Fields.number(spec, "replicas"))
                .age()
                .containers(Fields.at(spec, "template"));
    }
}
