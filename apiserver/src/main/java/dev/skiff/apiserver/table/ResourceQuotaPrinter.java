package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// ResourceQuotas: how much is used of what is allowed, limits apart.
public final class ResourceQuotaPrinter extends KindPrinter {
    private static final String LIMITS = "limits.";

    public ResourceQuotaPrinter() {
        super("resourcequotas");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode used = Fields.at(object, "status", "used");
        Map<String, String> sorted = new TreeMap<>();
        for (Map.Entry<String, JsonNode> hard :
                Fields.entries(Fields.at(object, "status", "hard"))) {
            String name = hard.getKey();
            String amount = Fields.has(used, name) ? Fields.text(used, name) : "0";
            sorted.put(name, "%s: %s/%s".formatted(name, amount, hard.getValue().asText()));
        }
        List<String> requests = new ArrayList<>();
        List<String> limits = new ArrayList<>();
        sorted.forEach((name, text) -> (name.startsWith(LIMITS) ? limits : requests).add(text));
        row.name().text(String.join(", ", requests)).text(String.join(", ", limits)).age();
    }
}
