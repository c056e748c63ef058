package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.List;

/// How the node affinity of a pod that waits at a scheduling gate may change: it may only ask for
/// more.
final class GatedAffinityRules {
    private static final FieldPath TERMS =
            FieldPath.of(
                    "spec",
                    "affinity",
                    "nodeAffinity",
                    AffinityRules.REQUIRED,
                    "nodeSelectorTerms");

    private GatedAffinityRules() {}

    /// Puts back in `restored` what was allowed to change.
    static void check(ObjectNode restored, JsonNode before, List<FieldError> errors) {
        JsonNode old = Fields.at(before, "affinity", "nodeAffinity");
        JsonNode now = Fields.at(restored, "affinity", "nodeAffinity");
        if (now.equals(old)) {
            return;
        }
        JsonNode oldTerms = Fields.at(old, AffinityRules.REQUIRED, "nodeSelectorTerms");
        if (!oldTerms.isEmpty()) {
            terms(Fields.at(now, AffinityRules.REQUIRED, "nodeSelectorTerms"), oldTerms, errors);
        }
        ObjectNode affinity = Fields.child(restored, "affinity");
        if (old.isObject()) {
            affinity.set("nodeAffinity", old);
        } else {
            affinity.remove("nodeAffinity");
            if (affinity.isEmpty() && !Fields.has(before, "affinity")) {
                restored.remove("affinity");
            }
        }
    }

    private static void terms(JsonNode now, JsonNode old, List<FieldError> errors) {
        if (now.size() != old.size()) {
            ArrayNode shown = JsonNodeFactory.instance.arrayNode();
            now.forEach(term -> shown.add(InternalForm.of("NodeSelectorTerm", term)));
            errors.add(
                    FieldError.invalid(
                            TERMS,
                            shown.isEmpty() ? shown.nullNode() : shown,
                            "no additions/deletions to non-empty NodeSelectorTerms list are allowed"));
            return;
        }
        for (int i = 0; i < old.size(); i++) {
            if (!onlyAdds(now.get(i), old.get(i))) {
                errors.add(
                        FieldError.invalid(
                                TERMS.index(i),
                                InternalForm.of("NodeSelectorTerm", now.get(i)),
                                "only additions are allowed (no mutations or deletions)"));
            }
        }
    }

    private static boolean onlyAdds(JsonNode now, JsonNode old) {
        boolean wasEmpty =
                Fields.at(old, "matchExpressions").isEmpty()
                        && Fields.at(old, "matchFields").isEmpty();
        boolean isEmpty =
                Fields.at(now, "matchExpressions").isEmpty()
                        && Fields.at(now, "matchFields").isEmpty();
        if (wasEmpty) {
            return isEmpty;
        }
        return startsWith(Fields.at(now, "matchExpressions"), Fields.at(old, "matchExpressions"))
                && startsWith(Fields.at(now, "matchFields"), Fields.at(old, "matchFields"));
    }

    private static boolean startsWith(JsonNode list, JsonNode start) {
        for (int i = 0; i < start.size(); i++) {
            if (!start.get(i).equals(list.path(i))) {
                return false;
            }
        }
        return true;
    }
}
