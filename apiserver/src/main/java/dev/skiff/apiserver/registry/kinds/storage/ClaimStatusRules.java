package dev.skiff.apiserver.registry.kinds.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.kinds.pod.ClaimSpecRules;
import dev.skiff.apiserver.registry.kinds.pod.ResourceRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;
import java.util.Map;

/// What is said of a claim by those who serve it.
public final class ClaimStatusRules {
    private static final FieldPath STATUS = FieldPath.of("status");
    private static final List<String> RESIZES =
            List.of(
                    "ControllerResizeInProgress",
                    "ControllerResizeInfeasible",
                    "NodeResizeInProgress",
                    "NodeResizeInfeasible",
                    "NodeResizePending");

    private ClaimStatusRules() {}

    public static void check(ObjectNode claim, List<FieldError> errors) {
        if (Fields.at(claim, "spec", "accessModes").isEmpty()) {
            errors.add(FieldError.required(FieldPath.of("Spec", "accessModes"), ""));
        }
        JsonNode status = Fields.at(claim, "status");
        for (Map.Entry<String, JsonNode> entry : Fields.entries(Fields.at(status, "capacity"))) {
            ClaimSpecRules.basicAmount(
                    Quantity.of(entry.getValue().asText()),
                    STATUS.child("capacity").key(entry.getKey()),
                    errors);
        }
        FieldPath resizes = STATUS.child("allocatedResourceStatus");
        for (Map.Entry<String, JsonNode> entry :
                Fields.entries(Fields.at(status, "allocatedResourceStatuses"))) {
            isResource(entry.getKey(), resizes, errors);
            if (!RESIZES.contains(entry.getValue().asText())) {
                errors.add(FieldError.notSupported(resizes, entry.getKey(), RESIZES));
            }
        }
        FieldPath allocated = STATUS.child("allocatedResources");
        for (Map.Entry<String, JsonNode> entry :
                Fields.entries(Fields.at(status, "allocatedResources"))) {
            if (isResource(entry.getKey(), allocated, errors)) {
                amount(
                        Quantity.of(entry.getValue().asText()),
                        allocated.key(entry.getKey()),
                        errors);
            }
        }
    }

    private static void amount(Quantity amount, FieldPath path, List<FieldError> errors) {
        int before = errors.size();
        ClaimSpecRules.basicAmount(amount, path, errors);
        if (errors.size() == before) {
            ResourceRules.amount("storage", amount, path, errors);
        }
    }

    /// Of Kubernetes' own resources a claim has only storage.
    private static boolean isResource(String name, FieldPath path, List<FieldError> errors) {
        List<String> wrong = TextRules.qualifiedName(name);
        FieldChecks.invalid(path, name, wrong, errors);
        boolean isNative = name.indexOf('/') < 0 || name.contains("kubernetes.io/");
        if (wrong.isEmpty() && isNative && !name.equals("storage")) {
            errors.add(FieldError.notSupported(path, name, List.of("storage")));
            return false;
        }
        return wrong.isEmpty();
    }
}
