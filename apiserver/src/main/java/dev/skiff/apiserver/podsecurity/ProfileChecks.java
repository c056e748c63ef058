package dev.skiff.apiserver.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The profiles that confine system calls and files: seccomp, and AppArmor.
final class ProfileChecks {
    private static final List<String> CONFINING = List.of("RuntimeDefault", "Localhost");
    private static final String SECCOMP = "seccompProfile";
    private static final String APP_ARMOR = "appArmorProfile";
    private static final String POD_SECCOMP = "seccomp.security.alpha.kubernetes.io/pod";
    private static final String CONTAINER_SECCOMP =
            "container.seccomp.security.alpha.kubernetes.io/";
    private static final String CONTAINER_APP_ARMOR =
            "container.apparmor.security.beta.kubernetes.io/";
    private static final String LOCAL = "localhost/";

    private ProfileChecks() {}

    static Optional<Violation> appArmor(CheckedPod pod) {
        Setters setters = unconfined(pod, APP_ARMOR);
        List<String> parts = new ArrayList<>(setters.parts());
        List<String> values = new ArrayList<>(types(pod, APP_ARMOR));
        List<String> annotations = appArmorAnnotations(pod);
        if (!annotations.isEmpty()) {
            parts.add(Wording.plural("annotation", annotations));
            values.addAll(annotations);
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Violation(
                                Wording.plural("forbidden AppArmor profile", values),
                                "%s must not set AppArmor profile type to %s"
                                        .formatted(
                                                String.join(" and ", parts),
                                                Wording.quoted(values))));
    }

    private static List<String> appArmorAnnotations(CheckedPod pod) {
        TreeSet<String> bad = new TreeSet<>();
        for (Map.Entry<String, JsonNode> entry : Fields.entries(pod.annotations())) {
            String value = entry.getValue().asText();
            boolean isAllowed =
                    value.isEmpty() || value.equals("runtime/default") || value.startsWith(LOCAL);
            if (entry.getKey().startsWith(CONTAINER_APP_ARMOR) && !isAllowed) {
                bad.add(entry.getKey() + "=" + GoText.quote(value));
            }
        }
        return List.copyOf(bad);
    }

    /// As of when profiles were named in annotations.
    static Optional<Violation> seccompAnnotations(CheckedPod pod) {
        TreeSet<String> bad = new TreeSet<>();
        addSeccompAnnotation(pod, POD_SECCOMP, bad);
        for (JsonNode container : pod.containers()) {
            addSeccompAnnotation(pod, CONTAINER_SECCOMP + Setters.name(container), bad);
        }
        return bad.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Violation(
                                SECCOMP,
                                "forbidden %s %s"
                                        .formatted(
                                                Wording.plural("annotation", bad),
                                                String.join(", ", bad))));
    }

    private static void addSeccompAnnotation(CheckedPod pod, String key, TreeSet<String> bad) {
        String value = Fields.text(pod.annotations(), key);
        boolean isAllowed =
                List.of("runtime/default", "docker/default").contains(value)
                        || value.startsWith(LOCAL);
        if (Fields.has(pod.annotations(), key) && !isAllowed) {
            bad.add(key + "=" + GoText.quote(value));
        }
    }

    /// A profile that is named must confine.
    static Optional<Violation> seccomp(CheckedPod pod) {
        Setters setters = unconfined(pod, SECCOMP);
        return setters.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Violation(
                                SECCOMP,
                                "%s must not set securityContext.seccompProfile.type to %s"
                                        .formatted(setters, Wording.quoted(types(pod, SECCOMP)))));
    }

    /// A profile must be named, and must confine.
    static Optional<Violation> requiredSeccomp(CheckedPod pod) {
        Optional<Violation> unconfined = seccomp(pod);
        if (unconfined.isPresent()) {
            return unconfined;
        }
        Setters silent = Setters.ofContainers(pod, context -> !Fields.has(context, SECCOMP));
        return silent.isEmpty() || Fields.has(pod.context(), SECCOMP)
                ? Optional.empty()
                : Optional.of(
                        new Violation(
                                SECCOMP,
                                "pod or "
                                        + silent
                                        + " must set securityContext.seccompProfile.type to"
                                        + " \"RuntimeDefault\" or \"Localhost\""));
    }

    private static Setters unconfined(CheckedPod pod, String field) {
        return Setters.of(pod, context -> isUnconfined(context, field));
    }

    private static boolean isUnconfined(JsonNode context, String field) {
        return Fields.has(context, field) && !CONFINING.contains(type(context, field));
    }

    private static String type(JsonNode context, String field) {
        return Fields.text(context, field, "type");
    }

    private static TreeSet<String> types(CheckedPod pod, String field) {
        TreeSet<String> types = new TreeSet<>();
        for (JsonNode context : pod.contexts()) {
            if (isUnconfined(context, field)) {
                types.add(type(context, field));
            }
        }
        return types;
    }
}
