package dev.skiff.agent.env;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Reads a pod's own fields, as `fieldRef` names them.
public final class FieldRefs {
    private static final String LABEL = "metadata.labels['";
    private static final String ANNOTATION = "metadata.annotations['";

    private FieldRefs() {}

    /// @return empty if there is no such field
    public static Optional<String> read(PodContext context, String path) {
        ObjectMeta metadata = context.pod().getMetadata();
        if (path.startsWith(LABEL)) {
            return Optional.of(subscript(metadata.getLabels(), path, LABEL));
        }
        if (path.startsWith(ANNOTATION)) {
            return Optional.of(subscript(metadata.getAnnotations(), path, ANNOTATION));
        }
        return switch (path) {
            case "metadata.name" -> Optional.of(metadata.getName());
            case "metadata.namespace" -> Optional.of(metadata.getNamespace());
            case "metadata.uid" -> Optional.of(metadata.getUid());
            case "metadata.labels" -> Optional.of(lines(metadata.getLabels()));
            case "metadata.annotations" -> Optional.of(lines(metadata.getAnnotations()));
            case "spec.nodeName" -> Optional.of(context.nodeName());
            case "spec.serviceAccountName" ->
                    Optional.of(
                            Objects.requireNonNullElse(
                                    context.pod().getSpec().getServiceAccountName(), ""));
            case "status.hostIP", "status.hostIPs" -> Optional.of(context.hostIp());
            case "status.podIP", "status.podIPs" -> Optional.of(context.podIp().orElse(""));
            default -> Optional.empty();
        };
    }

    private static String subscript(Map<String, String> map, String path, String prefix) {
        int end = path.lastIndexOf("']");
        String key = path.substring(prefix.length(), end < 0 ? path.length() : end);
        return map == null ? "" : map.getOrDefault(key, "");
    }

    /// One `key="value"` a line, sorted.
    private static String lines(Map<String, String> map) {
        return map == null
                ? ""
                : new TreeMap<>(map)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + quoted(entry.getValue()))
                                .collect(Collectors.joining("\n"));
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints()
                .forEach(
                        point -> {
                            switch (point) {
                                case '"' -> quoted.append("\\\"");
                                case '\\' -> quoted.append("\\\\");
                                case '\n' -> quoted.append("\\n");
                                case '\r' -> quoted.append("\\r");
                                case '\t' -> quoted.append("\\t");
                                default -> quoted.appendCodePoint(point);
                            }
                        });
        return quoted.append('"').toString();
    }
}
