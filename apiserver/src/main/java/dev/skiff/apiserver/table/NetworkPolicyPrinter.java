package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// NetworkPolicies and the pods they are about.
public final class NetworkPolicyPrinter extends KindPrinter {
    public NetworkPolicyPrinter() {
        super("networkpolicies");
    }

    @Override
    void print(JsonNode object, Row row) {
        row.name().selector(Fields.at(object, "spec", "podSelector")).age();
    }
}
