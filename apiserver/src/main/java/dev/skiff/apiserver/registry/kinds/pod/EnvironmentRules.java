package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// Environment variables of containers.
final class EnvironmentRules {
    private static final List<String> SELECTABLE_FIELDS =
            List.of(
                    "metadata.name",
                    "metadata.namespace",
                    "metadata.uid",
                    "spec.nodeName",
                    "spec.serviceAccountName",
                    "status.hostIP",
                    "status.hostIPs",
                    "status.podIP",
                    "status.podIPs");

    private EnvironmentRules() {}

    static void variables(
            JsonNode variables, PodContext pod, FieldPath path, List<FieldError> errors) {
        int i = 0;
        for (JsonNode variable : variables) {
            FieldPath variablePath = path.index(i++);
            String name = Fields.text(variable, "name");
            if (name.isEmpty()) {
                errors.add(FieldError.required(variablePath.child("name"), ""));
            } else {
                FieldChecks.invalid(
                        variablePath.child("name"), name, TextRules.environmentName(name), errors);
            }
            if (Fields.has(variable, "valueFrom")) {
                valueFrom(variable, pod, variablePath.child("valueFrom"), errors);
            }
        }
    }

    private static void valueFrom(
            JsonNode variable, PodContext pod, FieldPath path, List<FieldError> errors) {
        JsonNode source = Fields.at(variable, "valueFrom");
        int sources = 0;
        if (Fields.has(source, "fieldRef")) {
            sources++;
            DownwardRules.fieldRef(
                    Fields.at(source, "fieldRef"),
                    SELECTABLE_FIELDS,
                    path.child("fieldRef"),
                    errors);
        }
        if (Fields.has(source, "resourceFieldRef")) {
            sources++;
            DownwardRules.resourceFieldRef(
                    Fields.at(source, "resourceFieldRef"), path.child("resourceFieldRef"), errors);
        }
        for (String kind : List.of("configMapKeyRef", "secretKeyRef")) {
            if (Fields.has(source, kind)) {
                sources++;
                keyRef(Fields.at(source, kind), path.child(kind), errors);
            }
        }
        if (Fields.has(source, "fileKeyRef")) {
            sources++;
            fileKeyRef(Fields.at(source, "fileKeyRef"), pod, path.child("fileKeyRef"), errors);
        }
        count(sources, variable, path, errors);
    }

    private static void count(
            int sources, JsonNode variable, FieldPath path, List<FieldError> errors) {
        if (sources == 0) {
            errors.add(
                    FieldError.invalid(
                            path,
                            "",
                            "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef`"
                                    + " or `fileKeyRef`"));
        } else if (!Fields.text(variable, "value").isEmpty()) {
            errors.add(
                    FieldError.invalid(path, "", "may not be specified when `value` is not empty"));
        } else if (sources > 1) {
            errors.add(
                    FieldError.invalid(
                            path, "", "may not have more than one field specified at a time"));
        }
    }

    private static void keyRef(JsonNode reference, FieldPath path, List<FieldError> errors) {
        String name = Fields.text(reference, "name");
        FieldChecks.invalid(path.child("name"), name, NameRule.DNS_SUBDOMAIN.check(name), errors);
        configKey(reference, path, errors);
    }

    private static void fileKeyRef(
            JsonNode reference, PodContext pod, FieldPath path, List<FieldError> errors) {
        String volume = Fields.text(reference, "volumeName");
        if (volume.isEmpty()) {
            errors.add(FieldError.required(path.child("volumeName"), ""));
        } else if (!pod.volumes().containsKey(volume)) {
            errors.add(FieldError.notFound(path.child("volumeName"), volume));
        }
        String file = Fields.text(reference, "path");
        if (file.isEmpty()) {
            errors.add(FieldError.required(path.child("path"), ""));
        } else {
            PathRules.descendingUnreserved(file, path.child("path"), errors);
        }
        String key = Fields.text(reference, "key");
        if (key.isEmpty()) {
            errors.add(FieldError.required(path.child("key"), ""));
        } else {
            FieldChecks.invalid(path.child("key"), key, TextRules.environmentName(key), errors);
        }
    }

    private static void configKey(JsonNode reference, FieldPath path, List<FieldError> errors) {
        String key = Fields.text(reference, "key");
        if (key.isEmpty()) {
            errors.add(FieldError.required(path.child("key"), ""));
        } else {
            FieldChecks.invalid(path.child("key"), key, TextRules.configKey(key), errors);
        }
    }

    static void wholeSources(JsonNode sources, FieldPath path, List<FieldError> errors) {
        int i = 0;
        for (JsonNode source : sources) {
            FieldPath sourcePath = path.index(i++);
            String prefix = Fields.text(source, "prefix");
            if (!prefix.isEmpty()) {
                FieldChecks.invalid(
                        sourcePath.child("prefix"),
                        prefix,
                        TextRules.environmentName(prefix),
                        errors);
            }
            int kinds = 0;
            for (String kind : List.of("configMapRef", "secretRef")) {
                if (Fields.has(source, kind)) {
                    kinds++;
                    wholeRef(Fields.at(source, kind), sourcePath.child(kind), errors);
                }
            }
            if (kinds == 0) {
                errors.add(
                        FieldError.invalid(
                                path, "", "must specify one of: `configMapRef` or `secretRef`"));
            } else if (kinds > 1) {
                errors.add(
                        FieldError.invalid(
                                path, "", "may not have more than one field specified at a time"));
            }
        }
    }

    private static void wholeRef(JsonNode reference, FieldPath path, List<FieldError> errors) {
        String name = Fields.text(reference, "name");
        if (name.isEmpty()) {
            errors.add(FieldError.required(path.child("name"), ""));
        } else {
            FieldChecks.invalid(
                    path.child("name"), name, NameRule.DNS_SUBDOMAIN.checkPrefix(name), errors);
        }
    }
}
