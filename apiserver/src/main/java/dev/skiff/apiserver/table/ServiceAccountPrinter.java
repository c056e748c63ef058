package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;

/// ServiceAccounts.
public final class ServiceAccountPrinter extends KindPrinter {
    public ServiceAccountPrinter() {
        super("serviceaccounts");
    }

    @Override
    void print(JsonNode object, Row row) {
        row.name().age();
    }
}
