package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.List;

/// EndpointSlices and the first of their addresses.
public final class EndpointSlicePrinter extends KindPrinter {
    private static final String UNSET = "<unset>";

    public EndpointSlicePrinter() {
        super("endpointslices");
    }

    @Override
    void print(JsonNode object, Row row) {
        row.name()
                .text(Fields.text(object, "addressType"))
                .text(ports(Fields.at(object, "ports")))
                .text(addresses(Fields.at(object, "endpoints")))
                .age();
    }

    private static String ports(JsonNode ports) {
        List<String> texts = new ArrayList<>();
        for (JsonNode port : ports) {
            String name = Fields.text(port, "name");
            if (Fields.has(port, "port")) {
                texts.add(Long.toString(Fields.number(port, "port")));
            } else {
                texts.add(name.isEmpty() ? "*" : name);
            }
        }
        return texts.isEmpty() ? UNSET : Row.firstOf(texts);
    }

    private static String addresses(JsonNode endpoints) {
        List<String> texts = new ArrayList<>();
        for (JsonNode endpoint : endpoints) {
            texts.addAll(Fields.texts(Fields.at(endpoint, "addresses")));
        }
        return endpoints.isEmpty() ? UNSET : Row.firstOf(texts);
    }
}
