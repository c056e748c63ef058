package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// PodTemplates and what they make pods of.
public final class PodTemplatePrinter extends KindPrinter {
    public PodTemplatePrinter() {
        super("podtemplates");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode template = Fields.at(object, "template");
        row.name().containers(template).labels(Fields.at(template, "metadata", "labels"));
    }
}
