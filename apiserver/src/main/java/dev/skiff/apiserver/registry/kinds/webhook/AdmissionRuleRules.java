package dev.skiff.apiserver.registry.kinds.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.ArrayList;
import java.util.List;

/// Which calls on which resources a webhook or a policy is about.
public final class AdmissionRuleRules {
    private static final String ALL = "*";
    private static final List<String> OPERATIONS =
            List.of(ALL, "CONNECT", "CREATE", "DELETE", "UPDATE");

    private AdmissionRuleRules() {}

    public static void applyDefaults(ObjectNode rule) {
        if (!Fields.has(rule, "scope")) {
            rule.put("scope", ALL);
        }
    }

    public static void check(JsonNode rule, FieldPath path, List<FieldError> errors) {
        List<String> operations = texts(rule, "operations");
        wholeOrParts(operations, "operations", path.child("operations"), errors);
        for (int i = 0; i < operations.size(); i++) {
            FieldChecks.oneOf(
                    operations.get(i), OPERATIONS, path.child("operations").index(i), errors);
        }
        wholeOrParts(texts(rule, "apiGroups"), "API groups", path.child("apiGroups"), errors);
        List<String> versions = texts(rule, "apiVersions");
        FieldPath versionsPath = path.child("apiVersions");
        wholeOrParts(versions, "API versions", versionsPath, errors);
        for (int i = 0; i < versions.size(); i++) {
            if (versions.get(i).isEmpty()) {
                errors.add(FieldError.required(versionsPath.index(i), ""));
            }
        }
        resources(texts(rule, "resources"), path.child("resources"), errors);
        FieldChecks.optionalOneOf(
                rule, "scope", List.of(ALL, "Cluster", "Namespaced"), path, errors);
    }

    private static List<String> texts(JsonNode rule, String field) {
        return Fields.texts(Fields.at(rule, field));
    }

    static ArrayNode list(List<String> texts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        texts.forEach(list::add);
        return list;
    }

    /// At least one, and a star only alone.
    private static void wholeOrParts(
            List<String> values, String what, FieldPath path, List<FieldError> errors) {
        if (values.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        }
        if (values.size() > 1 && values.contains(ALL)) {
            errors.add(
                    FieldError.invalid(
                            path,
                            list(values),
                            "if '*' is present, must not specify other " + what));
        }
    }

    private static void resources(List<String> resources, FieldPath path, List<FieldError> errors) {
        if (resources.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        }
        List<String> withAllSubresources = new ArrayList<>(0);
        List<String> ofAllResources = new ArrayList<>(0);
        for (int i = 0; i < resources.size(); i++) {
            String resource = resources.get(i);
            int slash = resource.indexOf('/');
            if (resource.isEmpty()) {
                errors.add(FieldError.required(path.index(i), ""));
            } else if (slash >= 0) {
                String name = resource.substring(0, slash);
                String subresource = resource.substring(slash + 1);
                if (withAllSubresources.contains(name)) {
                    errors.add(covered(path.index(i), resource, name + "/*"));
                }
                if (ofAllResources.contains(subresource)) {
                    errors.add(covered(path.index(i), resource, "*/" + subresource));
                }
                if (subresource.equals(ALL)) {
                    withAllSubresources.add(name);
                }
                if (name.equals(ALL)) {
                    ofAllResources.add(subresource);
                }
            }
        }
        whole(resources, path, errors);
    }

    private static FieldError covered(FieldPath path, String resource, String by) {
        return FieldError.invalid(
                path, resource, "if '%s' is present, must not specify %s".formatted(by, resource));
    }

    /// Of the resources without subresources upstream looks at the last one only.
    private static void whole(List<String> resources, FieldPath path, List<FieldError> errors) {
        if (resources.size() > 1 && resources.contains("*/*")) {
            errors.add(
                    FieldError.invalid(
                            path,
                            list(resources),
                            "if '*/*' is present, must not specify other resources"));
        }
        boolean hasPlain = false;
        for (String resource : resources) {
            if (!resource.isEmpty() && resource.indexOf('/') < 0) {
                hasPlain = !resource.equals(ALL);
            }
        }
        if (resources.contains(ALL) && hasPlain) {
            errors.add(
                    FieldError.invalid(
                            path,
                            list(resources),
                            "if '*' is present, must not specify other resources without subresources"));
        }
    }
}
