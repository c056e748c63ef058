package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.kinds.pod.TolerationRules;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.ArrayList;
import java.util.List;

/// Taints of nodes. Upstream's paths say `metadata`, though they stand in `spec`.
final class TaintRules {
    private static final FieldPath PATH = FieldPath.of("metadata", "taints");

    private TaintRules() {}

    static void check(JsonNode taints, List<FieldError> errors) {
        List<String> seen = new ArrayList<>(0);
        int i = 0;
        for (JsonNode taint : taints) {
            FieldPath path = PATH.index(i++);
            LabelRules.key(Fields.text(taint, "key"), path.child("key"), errors);
            String value = Fields.text(taint, "value");
            List<String> wrong = TextRules.labelValue(value);
            if (!wrong.isEmpty()) {
                errors.add(FieldError.invalid(path.child("value"), value, String.join(";", wrong)));
            }
            FieldChecks.requiredOneOf(taint, "effect", TolerationRules.EFFECTS, path, errors);
            String identity = Fields.text(taint, "effect") + "/" + Fields.text(taint, "key");
            if (seen.contains(identity)) {
                errors.add(
                        FieldError.duplicate(path, InternalForm.of("Taint", taint))
                                .withDetail("taints must be unique by key and effect pair"));
            }
            seen.add(identity);
        }
    }
}
