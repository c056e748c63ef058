package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// APIServices, who serves them, and whether they do.
public final class ApiServicePrinter extends KindPrinter {
    public ApiServicePrinter() {
        super("apiservices");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode service = Fields.at(object, "spec", "service");
        String server =
                service.isObject()
                        ? Fields.text(service, "namespace") + "/" + Fields.text(service, "name")
                        : "Local";
        row.name().text(server).text(available(object)).age();
    }

    private static String available(JsonNode object) {
        return Fields.at(object, "status", "conditions")
                .valueStream()
                .filter(condition -> Fields.text(condition, "type").equals("Available"))
                .findFirst()
                .map(ApiServicePrinter::state)
                .orElse("Unknown");
    }

    private static String state(JsonNode condition) {
        String status = Fields.text(condition, "status");
        String reason = Fields.text(condition, "reason");
        return status.equals("True") || reason.isEmpty()
                ? status
                : "%s (%s)".formatted(status, reason);
    }
}
