package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.List;

/// Endpoints and the first of their addresses.
public final class EndpointsPrinter extends KindPrinter {
    public EndpointsPrinter() {
        super("endpoints");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode subsets = Fields.at(object, "subsets");
        row.name().text(subsets.isEmpty() ? Row.NONE : Row.firstOf(endpoints(subsets))).age();
    }

    /// Every address with every port; only addresses where there are no ports.
    private static List<String> endpoints(JsonNode subsets) {
        List<String> endpoints = new ArrayList<>();
        for (JsonNode subset : subsets) {
            JsonNode addresses = Fields.at(subset, "addresses");
            JsonNode ports = Fields.at(subset, "ports");
            if (ports.isEmpty()) {
                for (JsonNode address : addresses) {
                    endpoints.add(Fields.text(address, "ip"));
                }
            }
            for (JsonNode port : ports) {
                for (JsonNode address : addresses) {
                    endpoints.add(endpoint(Fields.text(address, "ip"), port));
                }
            }
        }
        return endpoints;
    }

    private static String endpoint(String ip, JsonNode port) {
        String host = ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip;
        return host + ":" + Fields.number(port, "port");
    }
}
