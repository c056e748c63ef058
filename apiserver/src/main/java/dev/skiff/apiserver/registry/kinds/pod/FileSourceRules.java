package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;
import java.util.Locale;

/// Volumes that are files or directories: of the node, of a server, or made from objects of the
/// cluster.
final class FileSourceRules {
    private static final int MAX_MODE = 0777;
    private static final List<String> HOST_PATH_TYPES =
            List.of(
                    "",
                    "BlockDevice",
                    "CharDevice",
                    "Directory",
                    "DirectoryOrCreate",
                    "File",
                    "FileOrCreate",
                    "Socket");
    private static final List<String> FILE_FIELDS =
            List.of(
                    "metadata.annotations",
                    "metadata.labels",
                    "metadata.name",
                    "metadata.namespace",
                    "metadata.uid");

    private FileSourceRules() {}

    static void hostPath(JsonNode source, FieldPath path, List<FieldError> errors) {
        String file = Fields.text(source, "path");
        if (file.isEmpty()) {
            errors.add(FieldError.required(path.child("path"), ""));
            return;
        }
        PathRules.noBacksteps(file, path.child("path"), errors);
        FieldChecks.optionalOneOf(source, "type", HOST_PATH_TYPES, path, errors);
    }

    static void gitRepo(JsonNode source, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredText(source, "repository", path, errors);
        PathRules.descending(Fields.text(source, "directory"), path.child("directory"), errors);
    }

    static void nfs(JsonNode source, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredText(source, "server", path, errors);
        FieldChecks.requiredText(source, "path", path, errors);
        String directory = Fields.text(source, "path");
        if (!directory.startsWith("/")) {
            errors.add(
                    FieldError.invalid(path.child("path"), directory, "must be an absolute path"));
        }
    }

    /// Keys of a ConfigMap or Secret as files. `nameField` names the object.
    static void keys(JsonNode source, String nameField, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredText(source, nameField, path, errors);
        mode(source, "defaultMode", path, errors);
        int i = 0;
        for (JsonNode item : Fields.at(source, "items")) {
            keyToPath(item, path.child("items").index(i++), errors);
        }
    }

    static void keyToPath(JsonNode item, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredText(item, "key", path, errors);
        FieldChecks.requiredText(item, "path", path, errors);
        PathRules.descendingUnreserved(Fields.text(item, "path"), path.child("path"), errors);
        mode(item, "mode", path, errors);
    }

    static void downward(JsonNode source, FieldPath path, List<FieldError> errors) {
        mode(source, "defaultMode", path, errors);
        for (JsonNode file : Fields.at(source, "items")) {
            downwardFile(file, path, errors);
        }
    }

    static void downwardFile(JsonNode file, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredText(file, "path", path, errors);
        PathRules.descendingUnreserved(Fields.text(file, "path"), path.child("path"), errors);
        boolean ofField = Fields.has(file, "fieldRef");
        boolean ofResource = Fields.has(file, "resourceFieldRef");
        if (ofField) {
            DownwardRules.fieldRef(
                    Fields.at(file, "fieldRef"), FILE_FIELDS, path.child("fieldRef"), errors);
            if (ofResource) {
                errors.add(
                        FieldError.invalid(
                                path,
                                "resource",
                                "fieldRef and resourceFieldRef can not be specified simultaneously"));
            }
        } else if (ofResource) {
            DownwardRules.resourceFieldRefInFile(
                    Fields.at(file, "resourceFieldRef"), path.child("resourceFieldRef"), errors);
        } else {
            errors.add(
                    FieldError.required(path, "one of fieldRef and resourceFieldRef is required"));
        }
        mode(file, "mode", path, errors);
    }

    static void csi(JsonNode source, FieldPath path, List<FieldError> errors) {
        String driver = Fields.text(source, "driver");
        if (driver.isEmpty()) {
            errors.add(FieldError.required(path.child("driver"), ""));
        } else {
            if (driver.length() > 63) {
                errors.add(FieldError.tooLong(path.child("driver"), 63));
            }
            String lowered = driver.toLowerCase(Locale.ROOT);
            FieldChecks.invalid(path.child("driver"), driver, TextRules.subdomain(lowered), errors);
        }
        JsonNode secret = Fields.at(source, "nodePublishSecretRef");
        if (secret.isObject()) {
            FieldChecks.requiredText(secret, "name", path.child("nodePublishSecretRef"), errors);
        }
    }

    static void mode(JsonNode node, String field, FieldPath path, List<FieldError> errors) {
        long mode = Fields.number(node, field);
        if (mode < 0 || mode > MAX_MODE) {
            errors.add(
                    FieldError.invalid(
                            path.child(field),
                            mode,
                            "must be a number between 0 and 0777 (octal), both inclusive"));
        }
    }
}
