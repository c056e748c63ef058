package dev.skiff.apiserver.registry.kinds.quota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.kinds.pod.ResourceNames;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Which objects a quota counts, and whether its resources can be counted for these.
final class QuotaScopes {
    private static final FieldPath SCOPES = FieldPath.of("spec", "scopes");
    private static final FieldPath MATCHES =
            FieldPath.of("spec", "scopeSelector", "matchExpressions");
    private static final List<String> COMPUTE =
            List.of(
                    "pods",
                    "cpu",
                    "memory",
                    "limits.cpu",
                    "limits.memory",
                    "requests.cpu",
                    "requests.memory");

    /// What can be counted in each scope.
    private static final Map<String, List<String>> COUNTED =
            Map.of(
                    "Terminating", COMPUTE,
                    "NotTerminating", COMPUTE,
                    "NotBestEffort", COMPUTE,
                    "PriorityClass", COMPUTE,
                    "CrossNamespacePodAffinity", COMPUTE,
                    "BestEffort", List.of("pods"),
                    "VolumeAttributesClass", List.of("persistentvolumeclaims", "requests.storage"));

    /// Those that are not chosen by values.
    private static final List<String> WITHOUT_VALUES =
            List.of(
                    "BestEffort",
                    "NotBestEffort",
                    "Terminating",
                    "NotTerminating",
                    "CrossNamespacePodAffinity");
    private static final List<List<String>> CONFLICTS =
            List.of(
                    List.of("BestEffort", "NotBestEffort"),
                    List.of("Terminating", "NotTerminating"));

    private QuotaScopes() {}

    /// In upstream's order.
    static void check(JsonNode spec, List<FieldError> errors) {
        List<String> resources = new ArrayList<>();
        Fields.entries(Fields.at(spec, "hard")).forEach(amount -> resources.add(amount.getKey()));
        JsonNode scopes = Fields.at(spec, "scopes");
        for (JsonNode scope : scopes) {
            if (!COUNTED.containsKey(scope.asText())) {
                errors.add(FieldError.invalid(SCOPES, scopes, "unsupported scope"));
            }
            foreign(scope.asText(), resources, FieldError.invalid(SCOPES, scopes, ""), errors);
        }
        conflicts(Fields.texts(scopes), SCOPES, scopes, errors);
        if (Fields.has(spec, "scopeSelector")) {
            selector(Fields.at(spec, "scopeSelector"), resources, scopes, errors);
        }
    }

    private static void selector(
            JsonNode selector, List<String> resources, JsonNode scopes, List<FieldError> errors) {
        FieldError foreign =
                FieldError.invalid(MATCHES, InternalForm.of("ScopeSelector", selector), "");
        TreeSet<String> seen = new TreeSet<>();
        for (JsonNode match : Fields.at(selector, "matchExpressions")) {
            String scope = Fields.text(match, "scopeName");
            if (!COUNTED.containsKey(scope)) {
                errors.add(
                        FieldError.invalid(MATCHES.child("scopeName"), scope, "unsupported scope"));
            }
            foreign(scope, resources, foreign, errors);
            match(match, scope, errors);
            seen.add(scope);
        }
        conflicts(seen, MATCHES, scopes, errors);
    }

    /// @param error for each resource that cannot be counted, but for what it says
    private static void foreign(
            String scope, List<String> resources, FieldError error, List<FieldError> errors) {
        List<String> counted = COUNTED.getOrDefault(scope, resources);
        for (String resource : new TreeSet<>(resources)) {
            if (ResourceNames.isStandardForQuota(resource) && !counted.contains(resource)) {
                errors.add(error.withDetail("unsupported scope applied to resource"));
            }
        }
    }

    private static void match(JsonNode match, String scope, List<FieldError> errors) {
        FieldPath path = MATCHES.child("operator");
        String operator = Fields.text(match, "operator");
        JsonNode values = Fields.at(match, "values");
        if (WITHOUT_VALUES.contains(scope) && !operator.equals("Exists")) {
            errors.add(
                    FieldError.invalid(
                            path,
                            operator,
                            "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity"));
        }
        switch (operator) {
            case "In", "NotIn" -> {
                if (values.isEmpty()) {
                    errors.add(
                            FieldError.required(
                                    MATCHES.child("values"),
                                    "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector"));
                }
            }
            case "Exists", "DoesNotExist" -> {
                if (!values.isEmpty()) {
                    errors.add(
                            FieldError.invalid(
                                    MATCHES.child("values"),
                                    values,
                                    "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector"));
                }
            }
            default ->
                    errors.add(FieldError.invalid(path, operator, "not a valid selector operator"));
        }
    }

    private static void conflicts(
            Collection<String> chosen, FieldPath path, JsonNode scopes, List<FieldError> errors) {
        for (List<String> pair : CONFLICTS) {
            if (chosen.containsAll(pair)) {
                JsonNode shown = scopes.isMissingNode() ? NullNode.getInstance() : scopes;
                errors.add(FieldError.invalid(path, shown, "conflicting scopes"));
            }
        }
    }
}
