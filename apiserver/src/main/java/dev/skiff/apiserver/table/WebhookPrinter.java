package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// Configurations of webhooks and how many they hold.
public final class WebhookPrinter extends KindPrinter {
    /// @param plural which kind of configurations, as in paths
    public WebhookPrinter(String plural) {
        super(plural);
    }

    @Override
    void print(JsonNode object, Row row) {
        row.name().number(Fields.at(object, "webhooks").size()).age();
    }
}
