package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import java.util.ArrayList;
import java.util.List;

/// Volumes put together from several sources, whose files must not collide.
final class ProjectedRules {
    private static final long MIN_TOKEN_SECONDS = 600;
    private static final long MAX_TOKEN_SECONDS = 1L << 32;
    private static final List<String> KINDS =
            List.of(
                    "secret",
                    "configMap",
                    "downwardAPI",
                    "serviceAccountToken",
                    "clusterTrustBundle",
                    "podCertificate");

    private ProjectedRules() {}

    static void check(JsonNode volume, FieldPath path, List<FieldError> errors) {
        FileSourceRules.mode(volume, "defaultMode", path, errors);
        List<String> files = new ArrayList<>(0);
        int i = 0;
        for (JsonNode source : Fields.at(volume, "sources")) {
            FieldPath sourcePath = path.child("sources").index(i++);
            for (String kind : List.of("secret", "configMap")) {
                keys(source, kind, files, path, sourcePath.child(kind), errors);
            }
            downward(source, files, path, sourcePath.child("downwardAPI"), errors);
            token(source, path, sourcePath.child("serviceAccountToken"), errors);
            bundle(source, files, path, sourcePath.child("clusterTrustBundle"), errors);
            if (KINDS.stream().filter(kind -> Fields.has(source, kind)).count() > 1) {
                errors.add(
                        FieldError.forbidden(
                                sourcePath, "may not specify more than 1 volume type per source"));
            }
        }
    }

    private static void keys(
            JsonNode source,
            String kind,
            List<String> files,
            FieldPath path,
            FieldPath ownPath,
            List<FieldError> errors) {
        if (!Fields.has(source, kind)) {
            return;
        }
        JsonNode projection = Fields.at(source, kind);
        FieldChecks.requiredText(projection, "name", ownPath, errors);
        int i = 0;
        for (JsonNode item : Fields.at(projection, "items")) {
            FileSourceRules.keyToPath(item, ownPath.child("items").index(i++), errors);
            String name = Fields.text(projection, "name");
            collide(Fields.text(item, "path"), name, files, path, errors);
        }
    }

    private static void downward(
            JsonNode source,
            List<String> files,
            FieldPath path,
            FieldPath ownPath,
            List<FieldError> errors) {
        for (JsonNode file : Fields.at(source, "downwardAPI", "items")) {
            FileSourceRules.downwardFile(file, ownPath, errors);
            String name = Fields.text(file, "path");
            collide(name, name, files, path, errors);
        }
    }

    /// @param shown what the message about a collision names
    private static void collide(
            String file,
            String shown,
            List<String> files,
            FieldPath path,
            List<FieldError> errors) {
        if (file.isEmpty()) {
            return;
        }
        if (files.contains(file)) {
            errors.add(FieldError.invalid(path, shown, "conflicting duplicate paths"));
        } else {
            files.add(file);
        }
    }

    private static void token(
            JsonNode source, FieldPath path, FieldPath ownPath, List<FieldError> errors) {
        if (!Fields.has(source, "serviceAccountToken")) {
            return;
        }
        JsonNode token = Fields.at(source, "serviceAccountToken");
        long seconds = Fields.number(token, "expirationSeconds");
        FieldPath secondsPath = ownPath.child("expirationSeconds");
        if (seconds < MIN_TOKEN_SECONDS) {
            errors.add(
                    FieldError.invalid(
                            secondsPath,
                            seconds,
                            "may not specify a duration less than 10 minutes"));
        }
        if (seconds > MAX_TOKEN_SECONDS) {
            errors.add(
                    FieldError.invalid(
                            secondsPath,
                            seconds,
                            "may not specify a duration larger than 2^32 seconds"));
        }
        String file = Fields.text(token, "path");
        if (file.isEmpty()) {
            errors.add(FieldError.required(path.child("path"), ""));
        } else {
            PathRules.descendingUnreserved(file, path.child("path"), errors);
        }
    }

    private static void bundle(
            JsonNode source,
            List<String> files,
            FieldPath path,
            FieldPath ownPath,
            List<FieldError> errors) {
        if (!Fields.has(source, "clusterTrustBundle")) {
            return;
        }
        JsonNode bundle = Fields.at(source, "clusterTrustBundle");
        if (!Fields.has(bundle, "name") && !Fields.has(bundle, "signerName")) {
            errors.add(FieldError.required(ownPath, "either name or signerName must be specified"));
        }
        if (Fields.has(bundle, "name") && Fields.has(bundle, "labelSelector")) {
            errors.add(
                    FieldError.invalid(
                            ownPath.child("labelSelector"),
                            Fields.at(bundle, "labelSelector"),
                            "labelSelector must be unset if name is specified"));
        }
        LabelSelectorRules.check(
                Fields.at(bundle, "labelSelector"), ownPath.child("labelSelector"), errors);
        String file = Fields.text(bundle, "path");
        FieldChecks.requiredText(bundle, "path", ownPath, errors);
        PathRules.descendingUnreserved(file, ownPath.child("path"), errors);
        collide(file, file, files, path, errors);
    }
}
