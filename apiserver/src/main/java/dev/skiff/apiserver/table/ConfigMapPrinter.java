package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// ConfigMaps and how many values they have.
public final class ConfigMapPrinter extends KindPrinter {
    public ConfigMapPrinter() {
        super("configmaps");
    }

    @Override
    void print(JsonNode object, Row row) {
        int values = Fields.at(object, "data").size() + Fields.at(object, "binaryData").size();
        row.name().number(values).age();
    }
}
