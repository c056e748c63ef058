package dev.skiff.apiserver.registry.kinds.flow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// One rule of a FlowSchema: who asks, and for what.
final class FlowRules {
    private static final String ALL = "*";
    private static final List<String> VERBS =
            List.of(
                    "create",
                    "delete",
                    "deletecollection",
                    "get",
                    "list",
                    "patch",
                    "proxy",
                    "update",
                    "watch");

    private FlowRules() {}

    static void check(JsonNode rule, FieldPath path, List<FieldError> errors) {
        JsonNode subjects = Fields.at(rule, "subjects");
        if (subjects.isEmpty()) {
            errors.add(
                    FieldError.required(
                            path.child("subjects"), "subjects must contain at least one value"));
        }
        int i = 0;
        for (JsonNode subject : subjects) {
            FlowSubjectRules.check(subject, path.child("subjects").index(i++), errors);
        }
        JsonNode resources = Fields.at(rule, "resourceRules");
        JsonNode urls = Fields.at(rule, "nonResourceRules");
        if (resources.isEmpty() && urls.isEmpty()) {
            errors.add(
                    FieldError.required(
                            path,
                            "at least one of resourceRules and nonResourceRules has to be"
                                    + " non-empty"));
        }
        i = 0;
        for (JsonNode resource : resources) {
            resource(resource, path.child("resourceRules").index(i++), errors);
        }
        i = 0;
        for (JsonNode url : urls) {
            urls(url, path.child("nonResourceRules").index(i++), errors);
        }
    }

    private static void resource(JsonNode rule, FieldPath path, List<FieldError> errors) {
        verbs(rule, path, errors);
        some(
                Fields.at(rule, "apiGroups"),
                "resource rules must supply at least one api group",
                path.child("apiGroups"),
                errors);
        alone(Fields.at(rule, "apiGroups"), "api groups", path.child("apiGroups"), errors);
        some(
                Fields.at(rule, "resources"),
                "resource rules must supply at least one resource",
                path.child("resources"),
                errors);
        alone(Fields.at(rule, "resources"), "resources", path.child("resources"), errors);
        namespaces(rule, path.child("namespaces"), errors);
    }

    private static void namespaces(JsonNode rule, FieldPath path, List<FieldError> errors) {
        JsonNode namespaces = Fields.at(rule, "namespaces");
        if (!Fields.isTrue(rule, "clusterScope")) {
            some(
                    namespaces,
                    "resource rules that are not cluster scoped must supply at least one namespace",
                    path,
                    errors);
        }
        alone(namespaces, "namespaces", path, errors);
        List<String> names = Fields.texts(namespaces);
        if (names.contains(ALL)) {
            return;
        }
        for (int i = 0; i < names.size(); i++) {
            for (String wrong : TextRules.dnsLabel(names.get(i))) {
                errors.add(
                        FieldError.invalid(
                                path.index(i),
                                names.get(i),
                                "each member of this list must be '*' or a DNS-1123 label; "
                                        + wrong));
            }
        }
    }

    private static void urls(JsonNode rule, FieldPath path, List<FieldError> errors) {
        verbs(rule, path, errors);
        JsonNode urls = Fields.at(rule, "nonResourceURLs");
        FieldPath urlsPath = path.child("nonResourceURLs");
        some(urls, "nonResourceURLs must contain at least one value", urlsPath, errors);
        alone(urls, "non-resource URLs", urlsPath, errors);
        List<String> texts = Fields.texts(urls);
        if (!texts.contains(ALL)) {
            for (int i = 0; i < texts.size(); i++) {
                FieldChecks.invalid(urlsPath.index(i), texts.get(i), url(texts.get(i)), errors);
            }
        }
    }

    private static List<String> url(String url) {
        if (url.isEmpty()) {
            return List.of("must not be empty");
        }
        if (!url.startsWith("/")) {
            return List.of("must start with slash");
        }
        if (url.contains(" ")) {
            return List.of("must not contain white-space");
        }
        if (url.contains("//")) {
            return List.of("must not contain double slash");
        }
        int wildcard = url.indexOf('*');
        boolean isSuffix = wildcard == url.length() - 1 && url.endsWith("/*");
        return wildcard < 0 || isSuffix
                ? List.of()
                : List.of("wildcard can only do suffix matching");
    }

    private static void verbs(JsonNode rule, FieldPath path, List<FieldError> errors) {
        JsonNode verbs = Fields.at(rule, "verbs");
        FieldPath verbsPath = path.child("verbs");
        some(verbs, "verbs must contain at least one value", verbsPath, errors);
        alone(verbs, "verbs", verbsPath, errors);
        List<String> texts = Fields.texts(verbs);
        if (!texts.contains(ALL) && !VERBS.containsAll(texts)) {
            errors.add(FieldError.notSupported(verbsPath, verbs, VERBS));
        }
    }

    private static void some(
            JsonNode list, String missing, FieldPath path, List<FieldError> errors) {
        if (list.isEmpty()) {
            errors.add(FieldError.required(path, missing));
        }
    }

    /// What means all needs no others beside it.
    private static void alone(
            JsonNode list, String others, FieldPath path, List<FieldError> errors) {
        if (list.size() > 1 && Fields.texts(list).contains(ALL)) {
            errors.add(
                    FieldError.invalid(
                            path, list, "if '*' is present, must not specify other " + others));
        }
    }
}
