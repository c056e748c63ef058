package dev.skiff.apiserver.registry.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.api.validation.TextRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Validation of `metadata`. Upstream checks it twice: once for every kind alike ([#ofAnyNew],
/// [#ofAnyChange]), once as part of the kind's own rules ([#object], [#change]); a client sees both
/// in the causes.
public final class MetadataRules {
    public static final String IMMUTABLE = "field is immutable";

    private static final FieldPath METADATA = FieldPath.of("metadata");
    private static final List<String> UNCHANGEABLE =
            List.of(
                    "name",
                    "namespace",
                    "uid",
                    "creationTimestamp",
                    "deletionTimestamp",
                    "deletionGracePeriodSeconds");

    private MetadataRules() {}

    /// What every new object must satisfy; asked after the kind's own rules have found nothing.
    public static List<FieldError> ofAnyNew(ObjectNode object, Kind kind) {
        List<FieldError> errors = new ArrayList<>(0);
        identity(object.path("metadata"), kind, NameRule.PATH_SEGMENT, errors);
        parts(object.path("metadata"), errors);
        return errors;
    }

    /// What every change must satisfy; comes before what the kind's own rules find.
    public static List<FieldError> ofAnyChange(ObjectNode updated, ObjectNode stored, Kind kind) {
        List<FieldError> errors = new ArrayList<>(0);
        identity(updated.path("metadata"), kind, NameRule.PATH_SEGMENT, errors);
        parts(updated.path("metadata"), errors);
        unchanged(updated.path("metadata"), stored.path("metadata"), errors);
        return errors;
    }

    /// The metadata part of a kind's own rules for an object.
    public static void object(
            ObjectNode object, Kind kind, NameRule nameRule, List<FieldError> errors) {
        JsonNode metadata = object.path("metadata");
        identity(metadata, kind, nameRule, errors);
        parts(metadata, errors);
        standardFinalizers(metadata, errors);
    }

    /// The metadata part of a kind's own rules for a change.
    public static void change(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        unchanged(updated.path("metadata"), stored.path("metadata"), errors);
        standardFinalizers(updated.path("metadata"), errors);
    }

    private static void identity(
            JsonNode metadata, Kind kind, NameRule nameRule, List<FieldError> errors) {
        String prefix = Fields.text(metadata, "generateName");
        if (!prefix.isEmpty()) {
            addInvalid(
                    METADATA.child("generateName"), prefix, nameRule.checkPrefix(prefix), errors);
        }
        String name = Fields.text(metadata, "name");
        if (name.isEmpty()) {
            errors.add(
                    FieldError.required(
                            METADATA.child("name"), "name or generateName is required"));
        } else {
            addInvalid(METADATA.child("name"), name, nameRule.check(name), errors);
        }
        namespace(Fields.text(metadata, "namespace"), kind, errors);
    }

    private static void namespace(String namespace, Kind kind, List<FieldError> errors) {
        FieldPath path = METADATA.child("namespace");
        if (!kind.isNamespaced()) {
            if (!namespace.isEmpty()) {
                errors.add(FieldError.forbidden(path, "not allowed on this type"));
            }
        } else if (namespace.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        } else {
            addInvalid(path, namespace, TextRules.dnsLabel(namespace), errors);
        }
    }

    private static void parts(JsonNode metadata, List<FieldError> errors) {
        LabelRules.labels(Fields.at(metadata, "labels"), METADATA.child("labels"), errors);
        LabelRules.annotations(
                Fields.at(metadata, "annotations"), METADATA.child("annotations"), errors);
        OwnerRules.check(
                Fields.at(metadata, "ownerReferences"), METADATA.child("ownerReferences"), errors);
        finalizers(Fields.at(metadata, "finalizers"), errors);
        managedFields(Fields.at(metadata, "managedFields"), errors);
    }

    private static void unchanged(JsonNode updated, JsonNode stored, List<FieldError> errors) {
        if (Fields.has(stored, "deletionTimestamp")) {
            noNewFinalizers(updated, stored, errors);
        }
        for (String field : UNCHANGEABLE) {
            JsonNode now = Fields.at(updated, field);
            if (!now.equals(Fields.at(stored, field))) {
                JsonNode shown = now.isMissingNode() ? updated.path(field) : now;
                errors.add(FieldError.invalid(METADATA.child(field), shown, IMMUTABLE));
            }
        }
        LabelRules.labels(Fields.at(updated, "labels"), METADATA.child("labels"), errors);
        LabelRules.annotations(
                Fields.at(updated, "annotations"), METADATA.child("annotations"), errors);
        OwnerRules.check(
                Fields.at(updated, "ownerReferences"), METADATA.child("ownerReferences"), errors);
        managedFields(Fields.at(updated, "managedFields"), errors);
    }

    private static void noNewFinalizers(
            JsonNode updated, JsonNode stored, List<FieldError> errors) {
        TreeSet<String> added = new TreeSet<>(Fields.texts(updated.path("finalizers")));
        added.removeAll(Fields.texts(stored.path("finalizers")));
        if (!added.isEmpty()) {
            String all = added.stream().map(GoText::quote).collect(Collectors.joining(", "));
            errors.add(
                    FieldError.forbidden(
                            METADATA.child("finalizers"),
                            "no new finalizers can be added if the object is being deleted, found new finalizers"
                                    + " []string{%s}".formatted(all)));
        }
    }

    private static void finalizers(JsonNode finalizers, List<FieldError> errors) {
        FieldPath path = METADATA.child("finalizers");
        boolean orphans = false;
        boolean deletes = false;
        for (JsonNode finalizer : finalizers) {
            String name = finalizer.asText();
            addInvalid(path, name, TextRules.qualifiedName(name), errors);
            orphans |= name.equals("orphan");
            deletes |= name.equals("foregroundDeletion");
        }
        if (orphans && deletes) {
            errors.add(
                    FieldError.invalid(
                            path,
                            finalizers,
                            "finalizer orphan and foregroundDeletion cannot be both set"));
        }
    }

    private static void standardFinalizers(JsonNode metadata, List<FieldError> errors) {
        List<String> names = Fields.texts(Fields.at(metadata, "finalizers"));
        for (int i = 0; i < names.size(); i++) {
            FinalizerRules.standard(names.get(i), METADATA.child("finalizers").index(i), errors);
        }
    }

    private static void managedFields(JsonNode entries, List<FieldError> errors) {
        int i = 0;
        for (JsonNode entry : entries) {
            FieldPath path = METADATA.child("managedFields").index(i++);
            String operation = Fields.text(entry, "operation");
            if (!operation.equals("Apply") && !operation.equals("Update")) {
                errors.add(
                        FieldError.invalid(
                                path.child("operation"), operation, "must be `Apply` or `Update`"));
            }
            String type = Fields.text(entry, "fieldsType");
            if (!type.isEmpty() && !type.equals("FieldsV1")) {
                errors.add(
                        FieldError.invalid(path.child("fieldsType"), type, "must be `FieldsV1`"));
            }
            ManagerRules.check(Fields.text(entry, "manager"), path.child("manager"), errors);
            if (Fields.text(entry, "subresource").length() > 256) {
                errors.add(FieldError.tooLong(path.child("subresource"), 256));
            }
        }
    }

    private static void addInvalid(
            FieldPath path, String value, Collection<String> wrong, List<FieldError> errors) {
        for (String message : wrong) {
            errors.add(FieldError.invalid(path, value, message));
        }
    }
}
