package dev.skiff.apiserver.registry.kinds.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.kinds.pod.PodTemplateRules;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.List;
import java.util.regex.Pattern;

/// The spec of a Job, or of a template of Jobs; all but the selector.
final class JobSpecRules {
    static final String NOT_INDEXED = "requires indexed completion mode";

    private static final List<String> COUNTS =
            List.of(
                    "parallelism",
                    "completions",
                    "activeDeadlineSeconds",
                    "backoffLimit",
                    "ttlSecondsAfterFinished",
                    "backoffLimitPerIndex",
                    "maxFailedIndexes");
    private static final int MAX_MANAGER = 63;
    private static final String PATH_CHARACTERS = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
    private static final Pattern PATH = Pattern.compile(PATH_CHARACTERS);

    private JobSpecRules() {}

    static boolean isIndexed(JsonNode spec) {
        return Fields.text(spec, "completionMode").equals("Indexed");
    }

    static void check(
            JsonNode spec, FieldPath path, Privileged privileged, List<FieldError> errors) {
        for (String count : COUNTS) {
            FieldChecks.nonNegative(spec, count, path, errors);
        }
        if (Fields.has(spec, "maxFailedIndexes") && !Fields.has(spec, "backoffLimitPerIndex")) {
            errors.add(
                    FieldError.required(
                            path.child("backoffLimitPerIndex"),
                            "when maxFailedIndexes is specified"));
        }
        if (Fields.has(spec, "managedBy")) {
            manager(Fields.text(spec, "managedBy"), path.child("managedBy"), errors);
        }
        IndexedRules.check(spec, path, errors);
        if (Fields.has(spec, "podFailurePolicy")) {
            FailurePolicyRules.check(spec, path.child("podFailurePolicy"), errors);
        }
        if (Fields.has(spec, "successPolicy")) {
            successPolicy(spec, path.child("successPolicy"), errors);
        }
        replacement(spec, path.child("podReplacementPolicy"), errors);
        PodTemplateRules.check(
                Fields.at(spec, "template"), path.child("template"), privileged, errors);
        restart(spec, path.child("template").child("spec").child("restartPolicy"), errors);
    }

    /// Who runs the Job instead of the Job controller: `example.com/name`.
    private static void manager(String manager, FieldPath path, List<FieldError> errors) {
        int slash = manager.indexOf('/');
        if (manager.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        } else if (slash <= 0 || slash == manager.length() - 1) {
            errors.add(
                    FieldError.invalid(
                            path,
                            manager,
                            "must be a domain-prefixed path (such as \"acme.io/foo\")"));
        } else {
            String host = manager.substring(0, slash);
            FieldChecks.invalid(path, host, TextRules.subdomain(host), errors);
            String rest = manager.substring(slash + 1);
            if (!PATH.matcher(rest).matches()) {
                errors.add(
                        FieldError.invalid(
                                path,
                                rest,
                                "Invalid path (regex used for validation is '%s')"
                                        .formatted(PATH_CHARACTERS)));
            }
        }
        if (manager.length() > MAX_MANAGER) {
            errors.add(FieldError.tooLong(path, MAX_MANAGER));
        }
    }

    private static void successPolicy(JsonNode spec, FieldPath path, List<FieldError> errors) {
        if (isIndexed(spec)) {
            SuccessPolicyRules.check(spec, path, errors);
        } else {
            JsonNode shown = InternalForm.of("SuccessPolicy", Fields.at(spec, "successPolicy"));
            errors.add(FieldError.invalid(path, shown, NOT_INDEXED));
        }
    }

    /// Failed pods can only be judged by a policy once they are over.
    private static void replacement(JsonNode spec, FieldPath path, List<FieldError> errors) {
        if (Fields.has(spec, "podReplacementPolicy")) {
            List<String> supported =
                    Fields.has(spec, "podFailurePolicy")
                            ? List.of("Failed")
                            : List.of("Failed", "TerminatingOrFailed");
            FieldChecks.oneOf(Fields.text(spec, "podReplacementPolicy"), supported, path, errors);
        }
    }

    /// `Always` may be no more than the default of who said nothing.
    private static void restart(JsonNode spec, FieldPath path, List<FieldError> errors) {
        String policy = Fields.text(spec, "template", "spec", "restartPolicy");
        switch (policy) {
            case "", "Always" ->
                    errors.add(FieldError.required(path, "valid values: \"OnFailure\", \"Never\""));
            case "Never" -> {}
            case "OnFailure" -> {
                if (Fields.has(spec, "podFailurePolicy")) {
                    errors.add(
                            FieldError.invalid(
                                    path,
                                    policy,
                                    "only \"Never\" is supported when podFailurePolicy is specified"));
                }
            }
            default ->
                    errors.add(
                            FieldError.notSupported(path, policy, List.of("OnFailure", "Never")));
        }
    }
}
