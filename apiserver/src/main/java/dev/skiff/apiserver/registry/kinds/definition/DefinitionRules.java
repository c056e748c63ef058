package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;
import java.util.Locale;

/// Definitions of custom resources: their names, versions and schemas, and what of them may change.
public final class DefinitionRules {
    private static final FieldPath STATUS = FieldPath.of("status");
    private static final FieldPath STORED_VERSIONS = STATUS.child("storedVersions");
    private static final String REQUIRED_NAME = "must be spec.names.plural+\".\"+spec.group";

    private DefinitionRules() {}

    public static void applyDefaults(ObjectNode definition) {
        ObjectNode spec = Fields.child(definition, "spec");
        ObjectNode names = Fields.child(spec, "names");
        String kind = Fields.text(names, "kind");
        Fields.defaultText(names, "singular", kind.toLowerCase(Locale.ROOT));
        if (Fields.text(names, "listKind").isEmpty() && !kind.isEmpty()) {
            names.put("listKind", kind + "List");
        }
        ObjectNode conversion = Fields.child(spec, "conversion");
        Fields.defaultText(conversion, "strategy", "None");
        JsonNode client = Fields.at(conversion, "webhook", "clientConfig", "service");
        if (client instanceof ObjectNode service) {
            Fields.defaultNumber(service, "port", 443);
        }
    }

    /// The status of a new definition.
    public static void prepareStatus(ObjectNode definition) {
        ObjectNode status = Fields.child(definition, "status");
        ObjectNode accepted = Fields.child(status, "acceptedNames");
        accepted.put("kind", "");
        accepted.put("plural", "");
        status.putNull("conditions");
        rememberStorageVersion(definition);
    }

    /// A version once stored in stays on record until somebody takes it off.
    public static void rememberStorageVersion(ObjectNode definition) {
        ObjectNode status = Fields.child(definition, "status");
        InternalSpec.storageVersion(Fields.at(definition, "spec", "versions"))
                .ifPresent(
                        version -> {
                            ArrayNode stored =
                                    status.get("storedVersions") instanceof ArrayNode list
                                            ? list
                                            : status.putArray("storedVersions");
                            if (!Fields.texts(stored).contains(version)) {
                                stored.add(version);
                            }
                        });
        if (!Fields.has(status, "storedVersions")) {
            status.putNull("storedVersions");
        }
    }

    /// What is wrong with the name besides its form.
    public static void checkName(ObjectNode definition, List<FieldError> errors) {
        JsonNode spec = Fields.at(definition, "spec");
        String required = Fields.text(spec, "names", "plural") + "." + Fields.text(spec, "group");
        for (String field : List.of("generateName", "name")) {
            String name = Fields.text(definition, "metadata", field);
            if (!name.isEmpty() && !name.equals(required)) {
                errors.add(
                        FieldError.invalid(
                                FieldPath.of("metadata").child(field), name, REQUIRED_NAME));
            }
        }
    }

    public static void check(ObjectNode definition, List<FieldError> errors) {
        InternalSpec spec = InternalSpec.of(definition);
        SpecRules.check(spec, errors);
        rest(definition, spec, errors);
        ApprovalRules.check(definition, errors);
        preserved(spec, errors);
    }

    public static void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        InternalSpec spec = InternalSpec.of(updated);
        SpecRules.check(spec, errors);
        immutable(updated, stored, errors);
        rest(updated, spec, errors);
        ApprovalRules.checkUpdate(updated, stored, errors);
        preserved(spec, errors);
    }

    public static void checkStatus(ObjectNode updated, List<FieldError> errors) {
        NameRules.check(
                Fields.at(updated, "status", "acceptedNames"),
                STATUS.child("acceptedNames"),
                errors);
    }

    /// What the storage depends on is settled once the names are established.
    private static void immutable(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        JsonNode now = Fields.at(updated, "spec");
        JsonNode before = Fields.at(stored, "spec");
        if (isEstablished(stored)) {
            unchanged(now, before, errors, "scope");
            unchanged(now, before, errors, "names", "kind");
        }
        unchanged(now, before, errors, "group");
        unchanged(now, before, errors, "names", "plural");
    }

    private static void unchanged(
            JsonNode now, JsonNode before, List<FieldError> errors, String... place) {
        JsonNode updated = now;
        JsonNode stored = before;
        FieldPath path = SpecRules.SPEC;
        for (String field : place) {
            updated = Fields.at(updated, field);
            stored = Fields.at(stored, field);
            path = path.child(field);
        }
        FieldChecks.immutable(updated, stored, path, errors);
    }

    private static boolean isEstablished(ObjectNode definition) {
        for (JsonNode condition : Fields.at(definition, "status", "conditions")) {
            if (Fields.text(condition, "type").equals("Established")) {
                return Fields.text(condition, "status").equals("True");
            }
        }
        return false;
    }

    private static void rest(ObjectNode definition, InternalSpec spec, List<FieldError> errors) {
        checkStatus(definition, errors);
        JsonNode stored = Fields.at(definition, "status", "storedVersions");
        storedVersions(stored, spec.versions(), errors);
    }

    private static void storedVersions(
            JsonNode stored, JsonNode versions, List<FieldError> errors) {
        if (stored.isEmpty()) {
            errors.add(
                    FieldError.invalid(
                            STORED_VERSIONS,
                            stored.isMissingNode() ? NullNode.getInstance() : stored,
                            "must have at least one stored version"));
            return;
        }
        List<String> names = Fields.texts(stored);
        for (JsonNode version : versions) {
            String name = Fields.text(version, "name");
            if (Fields.isTrue(version, "storage") && !names.contains(name)) {
                errors.add(
                        FieldError.invalid(
                                STORED_VERSIONS, stored, "must have the storage version " + name));
            }
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean isThere = false;
            for (JsonNode version : versions) {
                isThere |= Fields.text(version, "name").equals(name);
            }
            if (!isThere) {
                errors.add(
                        FieldError.invalid(
                                STORED_VERSIONS.index(i),
                                name,
                                "missing from spec.versions; %1$s was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in %1$s and removes %1$s from status.storedVersions"
                                        .formatted(name)));
            }
        }
    }

    private static void preserved(InternalSpec spec, List<FieldError> errors) {
        JsonNode preserve = spec.at("preserveUnknownFields");
        if (preserve.asBoolean(false)) {
            errors.add(
                    FieldError.invalid(
                            SpecRules.SPEC.child("preserveUnknownFields"),
                            preserve,
                            "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead"));
        }
    }

    /// At most one error for all that is wrong with a label as DNS-1035 knows it.
    static void label(String value, String prefix, FieldPath path, List<FieldError> errors) {
        List<String> wrong =
                TextRules.dns1035Label(prefix.isEmpty() ? value : value.toLowerCase(Locale.ROOT));
        if (!wrong.isEmpty()) {
            errors.add(FieldError.invalid(path, value, prefix + String.join(",", wrong)));
        }
    }
}
