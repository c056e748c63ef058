package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// IngressClasses and who handles them.
public final class IngressClassPrinter extends KindPrinter {
    public IngressClassPrinter() {
        super("ingressclasses");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        row.name()
                .text(Fields.text(spec, "controller"))
                .text(parameters(Fields.at(spec, "parameters")))
                .age();
    }

    private static String parameters(JsonNode parameters) {
        if (!parameters.isObject()) {
            return Row.NONE;
        }
        String kind = Fields.text(parameters, "kind");
        String group =
                Fields.has(parameters, "apiGroup") ? "." + Fields.text(parameters, "apiGroup") : "";
        return kind + group + "/" + Fields.text(parameters, "name");
    }
}
