package dev.skiff.apiserver.registry.kinds.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What an IngressClass says of its controller and that one's parameters.
public final class IngressClassRules {
    private static final FieldPath CONTROLLER = FieldPath.of("spec", "controller");
    private static final FieldPath PARAMETERS = FieldPath.of("spec", "parameters");
    private static final int MAX_CONTROLLER_BYTES = 250;

    private IngressClassRules() {}

    public static void check(JsonNode spec, List<FieldError> errors) {
        String controller = Fields.text(spec, "controller");
        if (controller.isEmpty()) {
            errors.add(FieldError.required(CONTROLLER, ""));
        } else {
            if (controller.getBytes(StandardCharsets.UTF_8).length > MAX_CONTROLLER_BYTES) {
                errors.add(FieldError.tooLong(CONTROLLER, MAX_CONTROLLER_BYTES));
            }
            domainPath(controller, errors);
        }
        JsonNode parameters = Fields.at(spec, "parameters");
        if (parameters.isObject()) {
            ReferenceRules.typed(parameters, PARAMETERS, errors);
            scope(parameters, errors);
        }
    }

    /// `example.com/controller`.
    private static void domainPath(String controller, List<FieldError> errors) {
        int slash = controller.indexOf('/');
        if (slash <= 0 || slash == controller.length() - 1) {
            errors.add(
                    FieldError.invalid(
                            CONTROLLER,
                            controller,
                            "must be a domain-prefixed path (such as \"acme.io/foo\")"));
            return;
        }
        String domain = controller.substring(0, slash);
        FieldChecks.invalid(CONTROLLER, domain, TextRules.subdomain(domain), errors);
        String path = controller.substring(slash + 1);
        FieldChecks.invalid(CONTROLLER, path, TextRules.urlPath(path), errors);
    }

    private static void scope(JsonNode parameters, List<FieldError> errors) {
        FieldPath path = PARAMETERS.child("namespace");
        switch (Fields.text(parameters, "scope")) {
            case "Namespace" -> {
                if (Fields.has(parameters, "namespace")) {
                    String namespace = Fields.text(parameters, "namespace");
                    FieldChecks.invalid(path, namespace, TextRules.dnsLabel(namespace), errors);
                } else {
                    errors.add(
                            FieldError.required(path, "`parameters.scope` is set to 'Namespace'"));
                }
            }
            case "Cluster" -> {
                if (Fields.has(parameters, "namespace")) {
                    errors.add(
                            FieldError.forbidden(path, "`parameters.scope` is set to 'Cluster'"));
                }
            }
            default ->
                    FieldChecks.oneOf(
                            Fields.text(parameters, "scope"),
                            List.of("Cluster", "Namespace"),
                            PARAMETERS.child("scope"),
                            errors);
        }
    }
}
