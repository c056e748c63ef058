package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// ServiceAccounts.
public final class ServiceAccountPrinter extends KindPrinter {
    public ServiceAccountPrinter() {
        super("serviceaccounts");
    }

    @Override
    void print(JsonNode object, Instant now, Row row) {
        row.name().age();
    }
}
