package dev.skiff.apiserver.registry.kinds.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import java.util.List;

/// What roles allow.
public final class RoleRules {
    private static final FieldPath RULES = FieldPath.of("rules");
    private static final FieldPath SELECTORS =
            FieldPath.of("aggregationRule", "clusterRoleSelectors");

    private RoleRules() {}

    /// What a role of one namespace allows there.
    public static void ofNamespace(JsonNode role, List<FieldError> errors) {
        int i = 0;
        for (JsonNode rule : Fields.at(role, "rules")) {
            FieldPath path = RULES.index(i++);
            verbs(rule, path, errors);
            if (!Fields.at(rule, "nonResourceURLs").isEmpty()) {
                errors.add(
                        FieldError.invalid(
                                path.child("nonResourceURLs"),
                                Fields.at(rule, "nonResourceURLs"),
                                "namespaced rules cannot apply to non-resource URLs"));
            }
            targets(rule, path, errors);
        }
    }

    /// What a role of the cluster allows, and whose rules it takes over.
    public static void ofCluster(JsonNode role, List<FieldError> errors) {
        int i = 0;
        for (JsonNode rule : Fields.at(role, "rules")) {
            FieldPath path = RULES.index(i++);
            verbs(rule, path, errors);
            targets(rule, path, errors);
        }
        JsonNode aggregation = Fields.at(role, "aggregationRule");
        if (aggregation.isObject()) {
            selectors(Fields.at(aggregation, "clusterRoleSelectors"), errors);
        }
    }

    private static void selectors(JsonNode selectors, List<FieldError> errors) {
        if (selectors.isEmpty()) {
            errors.add(
                    FieldError.required(
                            SELECTORS,
                            "at least one clusterRoleSelector required if aggregationRule is non-nil"));
        }
        int i = 0;
        for (JsonNode selector : selectors) {
            FieldPath path = SELECTORS.index(i++);
            int before = errors.size();
            LabelSelectorRules.check(selector, path, errors);
            if (errors.size() > before) {
                errors.add(
                        FieldError.invalid(
                                path, NullNode.getInstance(), "invalid label selector."));
            }
        }
    }

    private static void verbs(JsonNode rule, FieldPath path, List<FieldError> errors) {
        if (Fields.at(rule, "verbs").isEmpty()) {
            errors.add(
                    FieldError.required(
                            path.child("verbs"), "verbs must contain at least one value"));
        }
    }

    /// Resources or URLs.
    private static void targets(JsonNode rule, FieldPath path, List<FieldError> errors) {
        JsonNode urls = Fields.at(rule, "nonResourceURLs");
        boolean hasGroups = !Fields.at(rule, "apiGroups").isEmpty();
        boolean hasResources = !Fields.at(rule, "resources").isEmpty();
        if (!urls.isEmpty()) {
            if (hasGroups || hasResources || !Fields.at(rule, "resourceNames").isEmpty()) {
                errors.add(
                        FieldError.invalid(
                                path.child("nonResourceURLs"),
                                urls,
                                "rules cannot apply to both regular resources and non-resource URLs"));
            }
            return;
        }
        if (!hasGroups) {
            errors.add(
                    FieldError.required(
                            path.child("apiGroups"),
                            "resource rules must supply at least one api group"));
        }
        if (!hasResources) {
            errors.add(
                    FieldError.required(
                            path.child("resources"),
                            "resource rules must supply at least one resource"));
        }
    }
}
