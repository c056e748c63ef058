package dev.skiff.apiserver.registry.kinds.registration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.Base64;
import java.util.List;

/// Which group and version an APIService may stand for, and who may serve them.
public final class ApiServiceRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final List<String> STATUSES = List.of("True", "False", "Unknown");

    private ApiServiceRules() {}

    /// It is named after its version and group.
    public static void name(ObjectNode object, List<FieldError> errors) {
        String name = Fields.text(object, "metadata", "name");
        String required =
                Fields.text(object, "spec", "version") + "." + Fields.text(object, "spec", "group");
        boolean isSegment = TextRules.pathSegment(name, false).isEmpty();
        if (!name.isEmpty() && isSegment && !name.equals(required)) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of("metadata", "name"),
                            name,
                            "must be `spec.version+\".\"+spec.group`: " + GoText.quote(required)));
        }
    }

    public static void check(ObjectNode object, List<FieldError> errors) {
        JsonNode spec = Fields.at(object, "spec");
        String group = Fields.text(spec, "group");
        String version = Fields.text(spec, "version");
        if (group.isEmpty() && !version.equals("v1")) {
            errors.add(
                    FieldError.required(
                            SPEC.child("group"),
                            "only v1 may have an empty group and it better be legacy kube"));
        }
        if (!group.isEmpty()) {
            FieldChecks.invalid(SPEC.child("group"), group, TextRules.subdomain(group), errors);
        }
        FieldChecks.invalid(
                SPEC.child("version"), version, TextRules.dns1035Label(version), errors);
        priority(spec, "groupPriorityMinimum", 20_000, errors);
        priority(spec, "versionPriority", 1000, errors);
        if (Fields.has(spec, "service")) {
            remote(spec, errors);
        } else {
            local(spec, errors);
        }
    }

    private static void priority(
            JsonNode spec, String field, long greatest, List<FieldError> errors) {
        long priority = Fields.number(spec, field);
        if (priority <= 0 || priority > greatest) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child(field),
                            priority,
                            "must be positive and less than " + greatest));
        }
    }

    private static void local(JsonNode spec, List<FieldError> errors) {
        String bundle = Fields.text(spec, "caBundle");
        if (!bundle.isEmpty()) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child("caBundle"),
                            Base64.getDecoder().decode(bundle).length + " bytes",
                            "local APIServices may not have a caBundle"));
        }
        if (isUnverified(spec)) {
            errors.add(unverified("local APIServices may not have insecureSkipTLSVerify"));
        }
    }

    private static void remote(JsonNode spec, List<FieldError> errors) {
        JsonNode service = spec.get("service");
        FieldPath path = SPEC.child("service");
        FieldChecks.requiredText(service, "namespace", path, errors);
        FieldChecks.requiredText(service, "name", path, errors);
        long port = Fields.number(service, "port");
        List<String> wrong = TextRules.portNumber(port);
        if (!wrong.isEmpty()) {
            errors.add(
                    FieldError.invalid(
                            path.child("port"),
                            port,
                            "port is not valid: " + String.join(", ", wrong)));
        }
        if (isUnverified(spec) && !Fields.text(spec, "caBundle").isEmpty()) {
            errors.add(unverified("may not be true if caBundle is present"));
        }
    }

    private static boolean isUnverified(JsonNode spec) {
        return Fields.isTrue(spec, "insecureSkipTLSVerify");
    }

    private static FieldError unverified(String why) {
        return FieldError.invalid(SPEC.child("insecureSkipTLSVerify"), BooleanNode.TRUE, why);
    }

    public static void status(ObjectNode object, List<FieldError> errors) {
        FieldPath path = FieldPath.of("status", "conditions");
        int i = 0;
        for (JsonNode condition : Fields.at(object, "status", "conditions")) {
            FieldChecks.oneOf(
                    Fields.text(condition, "status"),
                    STATUSES,
                    path.index(i++).child("status"),
                    errors);
        }
    }
}
