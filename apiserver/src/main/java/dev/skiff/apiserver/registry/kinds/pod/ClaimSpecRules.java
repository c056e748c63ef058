package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import java.util.List;

/// The spec of a claim on a volume: of its own, or within a template.
public final class ClaimSpecRules {
    public static final List<String> VOLUME_MODES = List.of("Block", "Filesystem");

    private static final List<String> ACCESS_MODES =
            List.of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");
    private static final String CLAIM = "PersistentVolumeClaim";

    private ClaimSpecRules() {}

    /// A spec that is new.
    public static void check(JsonNode spec, FieldPath path, List<FieldError> errors) {
        check(spec, true, path, errors);
    }

    /// The spec of a claim that is changed: a group that was once accepted stays.
    public static void checkChanged(
            JsonNode spec, JsonNode stored, FieldPath path, List<FieldError> errors) {
        boolean hadGroup =
                Fields.has(Fields.at(stored, "dataSource"), "apiGroup")
                        || Fields.has(Fields.at(stored, "dataSourceRef"), "apiGroup");
        check(spec, !hadGroup, path, errors);
    }

    private static void check(
            JsonNode spec, boolean checksGroups, FieldPath path, List<FieldError> errors) {
        JsonNode modes = Fields.at(spec, "accessModes");
        if (modes.isEmpty()) {
            errors.add(
                    FieldError.required(
                            path.child("accessModes"), "at least 1 access mode is required"));
        }
        LabelSelectorRules.check(Fields.at(spec, "selector"), path.child("selector"), errors);
        accessModes(modes, path.child("accessModes"), errors);
        storage(spec, path.child("resources").key("storage"), errors);
        className(spec, "storageClassName", path, errors);
        FieldChecks.optionalOneOf(spec, "volumeMode", VOLUME_MODES, path, errors);
        source(spec, "dataSource", checksGroups, path, errors);
        source(spec, "dataSourceRef", checksGroups, path, errors);
        sameSource(spec, path, errors);
        className(spec, "volumeAttributesClassName", path, errors);
    }

    /// Each of them known, and the one for a single pod alone.
    public static void accessModes(JsonNode modes, FieldPath path, List<FieldError> errors) {
        boolean isForOnePod = false;
        boolean isForMore = false;
        for (JsonNode mode : modes) {
            FieldChecks.oneOf(mode.asText(), ACCESS_MODES, path, errors);
            isForOnePod |= mode.asText().equals("ReadWriteOncePod");
            isForMore |=
                    !mode.asText().equals("ReadWriteOncePod")
                            && ACCESS_MODES.contains(mode.asText());
        }
        if (isForOnePod && isForMore) {
            errors.add(
                    FieldError.forbidden(
                            path, "may not use ReadWriteOncePod with other access modes"));
        }
    }

    public static void basicAmount(Quantity amount, FieldPath path, List<FieldError> errors) {
        if (amount.signum() < 0) {
            errors.add(
                    FieldError.invalid(path, amount.units(), "must be a valid resource quantity"));
        }
    }

    public static void positive(Quantity amount, FieldPath path, List<FieldError> errors) {
        if (amount.signum() <= 0) {
            errors.add(FieldError.invalid(path, amount.toString(), "must be greater than zero"));
        }
    }

    private static void storage(JsonNode spec, FieldPath path, List<FieldError> errors) {
        String amount = Fields.text(spec, "resources", "requests", "storage");
        if (amount.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        } else {
            positive(Quantity.of(amount), path, errors);
        }
    }

    private static void className(
            JsonNode spec, String field, FieldPath path, List<FieldError> errors) {
        String name = Fields.text(spec, field);
        if (!name.isEmpty()) {
            FieldChecks.invalid(
                    path.child(field), name, NameRule.DNS_SUBDOMAIN.check(name), errors);
        }
    }

    private static void source(
            JsonNode spec,
            String field,
            boolean checksGroup,
            FieldPath path,
            List<FieldError> errors) {
        if (!Fields.has(spec, field)) {
            return;
        }
        JsonNode source = Fields.at(spec, field);
        FieldPath sourcePath = path.child(field);
        FieldChecks.requiredText(source, "name", sourcePath, errors);
        FieldChecks.requiredText(source, "kind", sourcePath, errors);
        String group = Fields.text(source, "apiGroup");
        String kind = Fields.text(source, "kind");
        if (group.isEmpty() && !kind.equals(CLAIM)) {
            errors.add(
                    FieldError.invalid(
                            sourcePath,
                            kind,
                            "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
        }
        if (!group.isEmpty() && checksGroup) {
            FieldChecks.invalid(
                    sourcePath.child("apiGroup"), group, TextRules.subdomain(group), errors);
        }
        String namespace = Fields.text(source, "namespace");
        if (!namespace.isEmpty()) {
            FieldChecks.invalid(
                    sourcePath.child("namespace"),
                    namespace,
                    TextRules.dnsLabel(namespace),
                    errors);
        }
    }

    /// The older of the two fields may only repeat what the newer one says.
    private static void sameSource(JsonNode spec, FieldPath path, List<FieldError> errors) {
        if (!Fields.has(spec, "dataSource") || !Fields.has(spec, "dataSourceRef")) {
            return;
        }
        JsonNode source = Fields.at(spec, "dataSource");
        JsonNode reference = Fields.at(spec, "dataSourceRef");
        String shown = path.child("dataSource").text();
        if (!Fields.text(reference, "namespace").isEmpty()) {
            errors.add(
                    FieldError.invalid(
                            path,
                            shown,
                            "may not be specified when dataSourceRef.namespace is specified"));
            return;
        }
        for (String field : List.of("apiGroup", "kind", "name")) {
            if (!Fields.at(source, field).equals(Fields.at(reference, field))) {
                errors.add(FieldError.invalid(path, shown, "must match dataSourceRef"));
                return;
            }
        }
    }
}
