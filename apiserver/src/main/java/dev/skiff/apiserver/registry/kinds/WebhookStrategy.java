package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.registry.kinds.webhook.WebhookRules;
import dev.skiff.apiserver.registry.kinds.webhook.WebhookRules.Tolerance;
import dev.skiff.apiserver.table.WebhookPrinter;
import java.util.List;
import java.util.function.Consumer;

/// Configurations of webhooks, of either kind. No webhook is called yet.
final class WebhookStrategy extends AdmissionStrategy {
    private final Consumer<ObjectNode> defaults;

    private WebhookStrategy(Kind kind, Consumer<ObjectNode> defaults) {
        super(kind, new WebhookPrinter(kind.plural()));
        this.defaults = defaults;
    }

    static WebhookStrategy mutating() {
        return new WebhookStrategy(
                Kinds.MUTATING_WEBHOOK_CONFIGURATION, WebhookRules::applyMutatingDefaults);
    }

    static WebhookStrategy validating() {
        return new WebhookStrategy(
                Kinds.VALIDATING_WEBHOOK_CONFIGURATION, WebhookRules::applyDefaults);
    }

    @Override
    public void applyDefaults(ObjectNode configuration) {
        defaults.accept(configuration);
    }

    @Override
    void check(ObjectNode configuration, List<FieldError> errors) {
        super.check(configuration, errors);
        WebhookRules.check(Fields.at(configuration, "webhooks"), Tolerance.NONE, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.check(updated, errors);
        JsonNode webhooks = Fields.at(updated, "webhooks");
        Tolerance tolerance = Tolerance.of(Fields.at(stored, "webhooks"), webhooks);
        WebhookRules.check(webhooks, tolerance, errors);
    }
}
