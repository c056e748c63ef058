package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.metadata.ManagerRules;
import java.util.ArrayList;
import java.util.List;

/// How a write is to be done, from its query.
///
/// @param fieldManager who is recorded to have set the fields
record WriteOptions(boolean isDryRun, String fieldManager, FieldValidation fieldValidation) {
    private static final String META_GROUP = "meta.k8s.io";
    private static final String PATCH_OPTIONS = "PatchOptions";

    /// For writes the server makes on its own.
    static WriteOptions own() {
        return new WriteOptions(false, "kube-apiserver", FieldValidation.IGNORE);
    }

    WriteOptions asDryRun(boolean dryRun) {
        return new WriteOptions(dryRun, fieldManager, fieldValidation);
    }

    /// @param optionsKind names the options in errors: `CreateOptions`
    static WriteOptions of(ApiRequest request, String optionsKind) {
        return of(request, optionsKind, new ArrayList<>());
    }

    /// Of a patch that is no apply.
    static WriteOptions ofPatch(ApiRequest request) {
        List<FieldError> errors = new ArrayList<>();
        if (!request.query().all("force").isEmpty()) {
            errors.add(
                    FieldError.forbidden(
                            FieldPath.of("force"), "may not be specified for non-apply patch"));
        }
        return of(request, PATCH_OPTIONS, errors);
    }

    /// Of a server-side apply, which needs to know for whom.
    static WriteOptions ofApply(ApiRequest request) {
        List<FieldError> errors = new ArrayList<>();
        if (request.query().firstOrEmpty("fieldManager").isEmpty()) {
            errors.add(
                    FieldError.required(
                            FieldPath.of("fieldManager"), "is required for apply patch"));
        }
        return of(request, PATCH_OPTIONS, errors);
    }

    private static WriteOptions of(
            ApiRequest request, String optionsKind, List<FieldError> errors) {
        String manager = request.query().firstOrEmpty("fieldManager");
        ManagerRules.check(manager, FieldPath.of("fieldManager"), errors);
        boolean dryRun = isDryRun(request.query().all("dryRun"), errors);
        FieldValidation validation =
                fieldValidation(request.query().firstOrEmpty("fieldValidation"), errors);
        if (!errors.isEmpty()) {
            throw FieldError.invalid(META_GROUP, optionsKind, "", errors);
        }
        return new WriteOptions(
                dryRun, manager.isEmpty() ? managerOf(request) : manager, validation);
    }

    /// Reads a list of dry-run directives; only `All` is one.
    static boolean isDryRun(List<String> values, List<FieldError> errors) {
        if (values.stream().allMatch("All"::equals)) {
            return !values.isEmpty();
        }
        ArrayNode printed = JsonNodeFactory.instance.arrayNode();
        values.forEach(printed::add);
        errors.add(
                new FieldError(
                        FieldError.Type.NOT_SUPPORTED,
                        "dryRun",
                        printed.toString(),
                        "supported values: \"All\""));
        return false;
    }

    private static FieldValidation fieldValidation(String value, List<FieldError> errors) {
        return switch (value) {
            case "Strict" -> FieldValidation.STRICT;
            case "", "Warn" -> FieldValidation.WARN;
            case "Ignore" -> FieldValidation.IGNORE;
            default -> {
                errors.add(
                        FieldError.notSupported(
                                FieldPath.of("fieldValidation"),
                                value,
                                List.of("", "Ignore", "Strict", "Warn")));
                yield FieldValidation.WARN;
            }
        };
    }

    /// Whoever names no manager is known by the first part of its `User-Agent`.
    private static String managerOf(ApiRequest request) {
        String agent = request.headers().firstOrEmpty("User-Agent");
        int slash = agent.indexOf('/');
        String name = slash < 0 ? agent : agent.substring(0, slash);
        String known = name.isEmpty() ? "unknown" : name;
        return known.substring(0, Math.min(known.length(), ManagerRules.MAX_BYTES));
    }
}
