package dev.skiff.apiserver.registry.kinds.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.InternalForm;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import dev.skiff.apiserver.registry.rules.SortedMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The selector of a Job, and the labels of its pods that it selects. Unless somebody wants to
/// choose them, they are generated from the Job's name and uid.
public final class JobSelector {
    static final String CONTROLLER_UID = "batch.kubernetes.io/controller-uid";
    static final String JOB_NAME = "batch.kubernetes.io/job-name";

    private static final List<String> NAME_LABELS = List.of("job-name", JOB_NAME);
    private static final List<String> UID_LABELS = List.of("controller-uid", CONTROLLER_UID);
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath LABELS =
            SPEC.child("template").child("metadata").child("labels");

    private JobSelector() {}

    /// What is there already stays; whether it fits is told by [#check].
    public static void generate(ObjectNode job) {
        ObjectNode spec = Fields.child(job, "spec");
        if (!Fields.isTrue(spec, "manualSelector")) {
            ObjectNode template = Fields.child(spec, "template");
            ObjectNode labels = Fields.child(Fields.child(template, "metadata"), "labels");
            String name = Fields.text(job, "metadata", "name");
            String uid = Fields.text(job, "metadata", "uid");
            NAME_LABELS.forEach(label -> keep(labels, label, name));
            UID_LABELS.forEach(label -> keep(labels, label, uid));
            keep(Fields.child(Fields.child(spec, "selector"), "matchLabels"), CONTROLLER_UID, uid);
        }
        labelJob(job);
    }

    private static void keep(ObjectNode labels, String label, String value) {
        if (!Fields.has(labels, label)) {
            labels.put(label, value);
        }
    }

    /// A Job without labels gets those of its pods. Those of a name too long for a label are
    /// refused in the template alone.
    private static void labelJob(ObjectNode job) {
        JsonNode labels = Fields.at(job, "spec", "template", "metadata", "labels");
        boolean isLabelled = !Fields.at(job, "metadata", "labels").isEmpty();
        String name = Fields.text(job, "metadata", "name");
        if (!isLabelled && labels.isObject() && TextRules.labelValue(name).isEmpty()) {
            Fields.child(job, "metadata").set("labels", labels.deepCopy());
        }
    }

    /// Whether generated labels are what they should be.
    ///
    /// @param prefixed whether those with a prefix must be there; Jobs of old lack them
    static void check(ObjectNode job, boolean prefixed, List<FieldError> errors) {
        JsonNode selector = Fields.at(job, "spec", "selector");
        if (Fields.isTrue(Fields.at(job, "spec"), "manualSelector") || !selector.isObject()) {
            return;
        }
        Map<String, String> expected = expected(job, prefixed);
        JsonNode labels = Fields.at(job, "spec", "template", "metadata", "labels");
        expected.forEach((label, value) -> hasLabel(labels, label, value, errors));
        ObjectNode generated = ((ObjectNode) job).objectNode();
        expected.forEach(generated::put);
        if (isWellFormed(selector) && !LabelSelectorRules.matches(selector, generated)) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child("selector"),
                            shown(selector),
                            "`selector` not auto-generated"));
        }
    }

    private static Map<String, String> expected(ObjectNode job, boolean prefixed) {
        String name = Fields.text(job, "metadata", "name");
        String uid = Fields.text(job, "metadata", "uid");
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("controller-uid", uid);
        expected.put("job-name", name);
        if (prefixed) {
            expected.put(CONTROLLER_UID, uid);
            expected.put(JOB_NAME, name);
        }
        return expected;
    }

    private static void hasLabel(
            JsonNode labels, String label, String value, List<FieldError> errors) {
        FieldPath path = LABELS.key(label);
        String detail = "must be '%s'".formatted(value);
        if (!Fields.has(labels, label)) {
            errors.add(FieldError.required(path, detail));
        } else if (!Fields.text(labels, label).equals(value)) {
            errors.add(FieldError.invalid(path, SortedMap.of(labels), detail));
        }
    }

    /// The selector itself, and whether it selects the Job's own pods.
    static void checkMatch(JsonNode spec, List<FieldError> errors) {
        JsonNode selector = Fields.at(spec, "selector");
        FieldPath path = SPEC.child("selector");
        if (selector.isObject()) {
            LabelSelectorRules.check(selector, path, errors);
        } else {
            errors.add(FieldError.required(path, ""));
        }
        JsonNode labels = Fields.at(spec, "template", "metadata", "labels");
        if (isWellFormed(selector) && !LabelSelectorRules.matches(selector, labels)) {
            errors.add(
                    FieldError.invalid(
                            LABELS,
                            SortedMap.of(labels),
                            "`selector` does not match template `labels`"));
        }
    }

    static JsonNode shown(JsonNode selector) {
        return InternalForm.of("~LabelSelector", selector);
    }

    private static boolean isWellFormed(JsonNode selector) {
        List<FieldError> wrong = new ArrayList<>(0);
        LabelSelectorRules.check(selector, FieldPath.ROOT, wrong);
        return wrong.isEmpty();
    }
}
