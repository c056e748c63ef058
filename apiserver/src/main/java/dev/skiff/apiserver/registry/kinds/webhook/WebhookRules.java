package dev.skiff.apiserver.registry.kinds.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.cel.Scope;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import java.util.ArrayList;
import java.util.List;

/// The webhooks of a configuration, each with a name of its own. What one was allowed once it may
/// keep ([Tolerance]).
public final class WebhookRules {
    private static final FieldPath WEBHOOKS = FieldPath.of("webhooks");
    private static final List<String> NO_EFFECTS = List.of("None", "NoneOnDryRun");
    private static final List<String> EFFECTS = List.of("None", "NoneOnDryRun", "Some", "Unknown");
    private static final Scope NO_PARAMS = new Scope(false, true);
    private static final int MAX_TIMEOUT_SECONDS = 30;
    private static final int MIN_NAME_SEGMENTS = 3;

    private WebhookRules() {}

    public static void applyDefaults(ObjectNode configuration) {
        for (JsonNode element : Fields.at(configuration, "webhooks")) {
            ObjectNode webhook = (ObjectNode) element;
            defaultValue(webhook, "failurePolicy", "Fail");
            defaultValue(webhook, "matchPolicy", "Equivalent");
            Fields.child(webhook, "namespaceSelector");
            Fields.child(webhook, "objectSelector");
            Fields.defaultNumber(webhook, "timeoutSeconds", 10);
            if (Fields.at(webhook, "clientConfig", "service") instanceof ObjectNode service) {
                Fields.defaultNumber(service, "port", 443);
            }
            for (JsonNode rule : Fields.at(webhook, "rules")) {
                AdmissionRuleRules.applyDefaults((ObjectNode) rule);
            }
        }
    }

    /// Of configurations whose webhooks change objects.
    public static void applyMutatingDefaults(ObjectNode configuration) {
        applyDefaults(configuration);
        for (JsonNode webhook : Fields.at(configuration, "webhooks")) {
            defaultValue((ObjectNode) webhook, "reinvocationPolicy", "Never");
        }
    }

    private static void defaultValue(ObjectNode node, String field, String value) {
        if (!Fields.has(node, field)) {
            node.put(field, value);
        }
    }

    public static void check(JsonNode webhooks, Tolerance tolerance, List<FieldError> errors) {
        List<String> names = new ArrayList<>(0);
        int i = 0;
        for (JsonNode webhook : webhooks) {
            FieldPath path = WEBHOOKS.index(i++);
            webhook(webhook, tolerance, path, errors);
            versions(
                    Fields.texts(Fields.at(webhook, "admissionReviewVersions")),
                    tolerance,
                    path.child("admissionReviewVersions"),
                    errors);
            String name = Fields.text(webhook, "name");
            if (!tolerance.hasRepeatedNames() && !name.isEmpty() && names.contains(name)) {
                errors.add(FieldError.duplicate(path.child("name"), name));
            }
            names.add(name);
        }
    }

    /// What the stored state of a configuration holds that a new one may not.
    public record Tolerance(
            boolean hasSideEffects,
            boolean hasUnknownVersions,
            boolean hasRepeatedNames,
            boolean hasSameConditions) {
        /// Of a configuration that is new.
        public static final Tolerance NONE = new Tolerance(false, false, false, false);

        /// For what `webhooks` are to become `updated`.
        public static Tolerance of(JsonNode webhooks, JsonNode updated) {
            boolean effects = false;
            boolean unknown = false;
            List<String> names = new ArrayList<>(0);
            for (JsonNode webhook : webhooks) {
                effects |= !NO_EFFECTS.contains(Fields.text(webhook, "sideEffects"));
                List<String> versions = Fields.texts(Fields.at(webhook, "admissionReviewVersions"));
                unknown |=
                        !versions.isEmpty()
                                && versions.stream().noneMatch(ReviewVersionRules.KNOWN::contains);
                names.add(Fields.text(webhook, "name"));
            }
            boolean repeated = names.stream().distinct().count() < names.size();
            return new Tolerance(effects, unknown, repeated, areAlike(webhooks, updated));
        }

        private static boolean areAlike(JsonNode webhooks, JsonNode updated) {
            boolean areAlike = webhooks.size() == updated.size();
            for (int i = 0; areAlike && i < webhooks.size(); i++) {
                areAlike =
                        FieldChecks.same(
                                Fields.at(webhooks.get(i), "matchConditions"),
                                Fields.at(updated.get(i), "matchConditions"));
            }
            return areAlike;
        }
    }

    private static void webhook(
            JsonNode webhook, Tolerance tolerance, FieldPath path, List<FieldError> errors) {
        name(Fields.text(webhook, "name"), path.child("name"), errors);
        int i = 0;
        for (JsonNode rule : Fields.at(webhook, "rules")) {
            AdmissionRuleRules.check(rule, path.child("rules").index(i++), errors);
        }
        FieldChecks.optionalOneOf(
                webhook, "failurePolicy", List.of("Fail", "Ignore"), path, errors);
        FieldChecks.optionalOneOf(
                webhook, "matchPolicy", List.of("Equivalent", "Exact"), path, errors);
        List<String> effects = tolerance.hasSideEffects() ? EFFECTS : NO_EFFECTS;
        if (!Fields.has(webhook, "sideEffects")) {
            errors.add(
                    FieldError.required(
                            path.child("sideEffects"),
                            "must specify one of " + String.join(", ", effects)));
        }
        FieldChecks.optionalOneOf(webhook, "sideEffects", effects, path, errors);
        long timeout = Fields.number(webhook, "timeoutSeconds");
        if (timeout < 1 || timeout > MAX_TIMEOUT_SECONDS) {
            errors.add(
                    FieldError.invalid(
                            path.child("timeoutSeconds"),
                            timeout,
                            "the timeout value must be between 1 and 30 seconds"));
        }
        for (String selector : List.of("namespaceSelector", "objectSelector")) {
            LabelSelectorRules.check(Fields.at(webhook, selector), path.child(selector), errors);
        }
        FieldChecks.optionalOneOf(
                webhook, "reinvocationPolicy", List.of("IfNeeded", "Never"), path, errors);
        WebhookClientRules.check(
                Fields.at(webhook, "clientConfig"), path.child("clientConfig"), errors);
        if (!tolerance.hasSameConditions()) {
            MatchConditionRules.check(
                    Fields.at(webhook, "matchConditions"),
                    NO_PARAMS,
                    path.child("matchConditions"),
                    errors);
        }
    }

    private static void name(String name, FieldPath path, List<FieldError> errors) {
        List<String> wrong = TextRules.subdomain(name);
        if (name.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        } else if (!wrong.isEmpty()) {
            errors.add(FieldError.invalid(path, name, String.join(",", wrong)));
        } else if (name.split("\\.", -1).length < MIN_NAME_SEGMENTS) {
            errors.add(
                    FieldError.invalid(
                            path,
                            name,
                            "should be a domain with at least three segments separated by dots"));
        }
    }

    private static void versions(
            List<String> versions, Tolerance tolerance, FieldPath path, List<FieldError> errors) {
        String known = String.join(", ", ReviewVersionRules.KNOWN);
        ReviewVersionRules.form(versions, "must specify one of " + known, path, errors);
        if (!tolerance.hasUnknownVersions()) {
            ReviewVersionRules.known(versions, path, errors);
        }
    }
}
