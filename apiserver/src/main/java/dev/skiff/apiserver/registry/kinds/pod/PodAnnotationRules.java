package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Annotations that say something about a pod's spec.
final class PodAnnotationRules {
    static final String MIRROR = "kubernetes.io/config.mirror";
    static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";
    static final String SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod";
    static final String SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/";
    static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";
    private static final Pattern COST = Pattern.compile("-?(0|[1-9][0-9]{0,9})");

    private PodAnnotationRules() {}

    /// Whether the pod only shows one that its node runs by itself.
    static boolean isMirror(JsonNode pod) {
        return Fields.has(Fields.at(pod, "metadata", "annotations"), MIRROR);
    }

    /// @param owner a pod or a template of one
    /// @param path where the annotations stand
    static void check(JsonNode owner, FieldPath path, List<FieldError> errors) {
        JsonNode annotations = Fields.at(owner, "metadata", "annotations");
        JsonNode spec = Fields.at(owner, "spec");
        if (Fields.has(annotations, MIRROR) && Fields.text(spec, "nodeName").isEmpty()) {
            errors.add(
                    FieldError.invalid(
                            path.key(MIRROR),
                            annotations.get(MIRROR),
                            "must set spec.nodeName if mirror pod annotation is set"));
        }
        if (Fields.has(annotations, DELETION_COST)
                && !isCost(Fields.text(annotations, DELETION_COST))) {
            errors.add(
                    FieldError.invalid(
                            path.key(DELETION_COST),
                            annotations.get(DELETION_COST),
                            "must be a 32bit integer"));
        }
        if (Fields.has(annotations, SECCOMP_POD)) {
            seccomp(Fields.text(annotations, SECCOMP_POD), path.child(SECCOMP_POD), errors);
        }
        for (Map.Entry<String, JsonNode> annotation : Fields.entries(annotations)) {
            String value = annotation.getValue().asText();
            if (annotation.getKey().startsWith(SECCOMP_CONTAINER)) {
                seccomp(value, path.child(annotation.getKey()), errors);
            }
            if (annotation.getKey().startsWith(APP_ARMOR)) {
                appArmor(spec, annotation.getKey(), value, path.key(annotation.getKey()), errors);
            }
        }
    }

    private static boolean isCost(String text) {
        if (!COST.matcher(text).matches() || text.equals("-0")) {
            return false;
        }
        long cost = Long.parseLong(text);
        return cost >= Integer.MIN_VALUE && cost <= Integer.MAX_VALUE;
    }

    private static void seccomp(String profile, FieldPath path, List<FieldError> errors) {
        if (List.of("runtime/default", "docker/default", "unconfined").contains(profile)) {
            return;
        }
        if (profile.startsWith("localhost/")) {
            PathRules.descending(profile.substring("localhost/".length()), path, errors);
        } else {
            errors.add(FieldError.invalid(path, profile, "must be a valid seccomp profile"));
        }
    }

    private static void appArmor(
            JsonNode spec, String key, String profile, FieldPath path, List<FieldError> errors) {
        String container = key.substring(APP_ARMOR.length());
        boolean exists =
                ContainerAt.everywhere(spec, FieldPath.ROOT).stream()
                        .anyMatch(c -> c.name().equals(container));
        if (!exists) {
            errors.add(FieldError.invalid(path, container, "container not found"));
        }
        boolean isProfile =
                List.of("", "runtime/default", "unconfined").contains(profile)
                        || profile.startsWith("localhost/");
        if (!isProfile) {
            errors.add(
                    FieldError.invalid(
                            path,
                            profile,
                            "invalid AppArmor profile name: " + GoText.quote(profile)));
        }
    }

    /// Annotations that cannot come, go or change once the pod is there.
    static void unchanged(JsonNode updated, JsonNode stored, List<FieldError> errors) {
        FieldPath path = FieldPath.of("metadata", "annotations");
        JsonNode now = Fields.at(updated, "metadata", "annotations");
        JsonNode before = Fields.at(stored, "metadata", "annotations");
        for (Map.Entry<String, JsonNode> annotation : Fields.entries(before)) {
            String key = annotation.getKey();
            if (!annotation.getValue().equals(now.path(key))) {
                fixed(key)
                        .ifPresent(
                                what ->
                                        errors.add(
                                                FieldError.forbidden(
                                                        path.key(key),
                                                        "may not remove or update " + what)));
            }
        }
        for (Map.Entry<String, JsonNode> annotation : Fields.entries(now)) {
            String key = annotation.getKey();
            if (!before.has(key)) {
                fixed(key)
                        .ifPresent(
                                what ->
                                        errors.add(
                                                FieldError.forbidden(
                                                        path.key(key), "may not add " + what)));
            }
        }
        check(updated, path, errors);
    }

    private static Optional<String> fixed(String key) {
        if (key.startsWith(APP_ARMOR)) {
            return Optional.of("AppArmor annotations");
        }
        return key.equals(MIRROR) ? Optional.of("mirror pod annotation") : Optional.empty();
    }

    /// Profiles given twice, as annotation and as field, must be the same.
    static void agreeWithFields(JsonNode owner, FieldPath specPath, List<FieldError> errors) {
        JsonNode annotations = Fields.at(owner, "metadata", "annotations");
        if (annotations.isEmpty()) {
            return;
        }
        JsonNode spec = Fields.at(owner, "spec");
        JsonNode podProfile = Fields.at(spec, "securityContext", "seccompProfile");
        if (Fields.has(annotations, SECCOMP_POD) && podProfile.isObject()) {
            FieldPath path = specPath.child("securityContext").child("seccompProfile");
            agree(Fields.text(annotations, SECCOMP_POD), podProfile, "seccomp", path, errors);
        }
        List<ContainerAt> containers = ContainerAt.everywhere(spec, specPath);
        for (ContainerAt container : containers) {
            JsonNode profile = Fields.at(container.node(), "securityContext", "seccompProfile");
            String key = SECCOMP_CONTAINER + container.name();
            if (Fields.has(annotations, key) && profile.isObject()) {
                FieldPath path = container.path().child("securityContext").child("seccompProfile");
                agree(Fields.text(annotations, key), profile, "seccomp", path, errors);
            }
        }
        if (Fields.text(spec, "os", "name").equals("windows")) {
            return;
        }
        for (ContainerAt container : containers) {
            String key = APP_ARMOR + container.name();
            FieldPath path = container.path().child("securityContext").child("appArmorProfile");
            if (Fields.has(annotations, key)) {
                SecurityRules.profileOf(spec, container.node(), "appArmorProfile")
                        .ifPresent(
                                profile ->
                                        agree(
                                                Fields.text(annotations, key),
                                                profile,
                                                "apparmor",
                                                path,
                                                errors));
            }
        }
    }

    private static void agree(
            String annotation,
            JsonNode profile,
            String what,
            FieldPath path,
            List<FieldError> errors) {
        boolean sameType =
                switch (Fields.text(profile, "type")) {
                    case "Unconfined" -> annotation.equals("unconfined");
                    case "RuntimeDefault" ->
                            annotation.equals("runtime/default")
                                    || (what.equals("seccomp")
                                            && annotation.equals("docker/default"));
                    case "Localhost" -> annotation.startsWith("localhost/");
                    default -> true;
                };
        if (!sameType) {
            errors.add(
                    FieldError.forbidden(
                            path.child("type"), what + " type in annotation and field must match"));
        } else if (Fields.text(profile, "type").equals("Localhost")
                && !annotation.equals("localhost/" + Fields.text(profile, "localhostProfile"))) {
            errors.add(
                    FieldError.forbidden(
                            path.child("localhostProfile"),
                            what + " profile in annotation and field must match"));
        }
    }
}
