package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.kinds.webhook.ReviewVersionRules;
import dev.skiff.apiserver.registry.kinds.webhook.WebhookClientRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// How objects come from one version into another.
final class ConversionRules {
    private static final String NO_WEBHOOK =
            "should not be set when strategy is not set to Webhook";

    private ConversionRules() {}

    static void check(InternalSpec spec, FieldPath path, List<FieldError> errors) {
        JsonNode conversion = spec.at("conversion");
        if (conversion.isMissingNode()) {
            return;
        }
        String strategy = Fields.text(conversion, "strategy");
        if (!strategy.equals("None") && Fields.isTrue(spec.node(), "preserveUnknownFields")) {
            errors.add(
                    FieldError.invalid(
                            path.child("strategy"),
                            strategy,
                            "must be None if spec.preserveUnknownFields is true"));
        }
        FieldChecks.requiredOneOf(conversion, "strategy", List.of("None", "Webhook"), path, errors);
        FieldPath clientPath = path.child("webhookClientConfig");
        FieldPath versionsPath = path.child("conversionReviewVersions");
        JsonNode versions = Fields.at(conversion, "conversionReviewVersions");
        boolean hasClient = Fields.has(conversion, "webhookClientConfig");
        if (strategy.equals("Webhook")) {
            if (hasClient) {
                WebhookClientRules.check(
                        Fields.at(conversion, "webhookClientConfig"), clientPath, errors);
            } else {
                errors.add(
                        FieldError.required(
                                clientPath, "required when strategy is set to Webhook"));
            }
            ReviewVersionRules.form(Fields.texts(versions), "", versionsPath, errors);
            ReviewVersionRules.known(Fields.texts(versions), versionsPath, errors);
            return;
        }
        if (hasClient) {
            errors.add(FieldError.forbidden(clientPath, NO_WEBHOOK));
        }
        if (!versions.isEmpty()) {
            errors.add(FieldError.forbidden(versionsPath, NO_WEBHOOK));
        }
    }
}
