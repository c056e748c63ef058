package dev.skiff.apiserver.registry.kinds.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.kinds.webhook.AdmissionRuleRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import java.util.ArrayList;
import java.util.List;

/// Which requests a policy, or one binding of it, is about.
final class MatchResourcesRules {
    private static final List<String> RULE_LISTS = List.of("resourceRules", "excludeResourceRules");
    private static final List<String> SELECTORS = List.of("namespaceSelector", "objectSelector");

    private MatchResourcesRules() {}

    /// @param holder has the resources in this field, or not
    static void applyDefaults(JsonNode holder, String field) {
        if (!(Fields.at(holder, field) instanceof ObjectNode resources)) {
            return;
        }
        if (!Fields.has(resources, "matchPolicy")) {
            resources.put("matchPolicy", "Equivalent");
        }
        SELECTORS.forEach(selector -> Fields.child(resources, selector));
        for (String list : RULE_LISTS) {
            for (JsonNode rule : Fields.at(resources, list)) {
                AdmissionRuleRules.applyDefaults((ObjectNode) rule);
            }
        }
    }

    static void check(JsonNode resources, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredOneOf(
                resources, "matchPolicy", List.of("Equivalent", "Exact"), path, errors);
        for (String selector : SELECTORS) {
            LabelSelectorRules.check(Fields.at(resources, selector), path.child(selector), errors);
        }
        for (String list : RULE_LISTS) {
            int i = 0;
            for (JsonNode rule : Fields.at(resources, list)) {
                FieldPath rulePath = path.child(list).index(i++);
                names(Fields.at(rule, "resourceNames"), rulePath.child("resourceNames"), errors);
                AdmissionRuleRules.check(rule, rulePath, errors);
            }
        }
    }

    private static void names(JsonNode names, FieldPath path, List<FieldError> errors) {
        List<String> seen = new ArrayList<>(names.size());
        for (String name : Fields.texts(names)) {
            FieldPath namePath = path.index(seen.size());
            FieldChecks.invalid(namePath, name, TextRules.pathSegment(name, false), errors);
            if (seen.contains(name)) {
                errors.add(FieldError.duplicate(namePath, name));
            }
            seen.add(name);
        }
    }
}
