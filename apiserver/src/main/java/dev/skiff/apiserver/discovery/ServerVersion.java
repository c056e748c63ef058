package dev.skiff.apiserver.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;

/// Which Kubernetes the server presents itself as.
///
/// @param gitVersion a semantic version with a leading `v`, which clients parse
/// @param gitCommit clients show it; never empty
/// @param buildDate RFC 3339
public record ServerVersion(
        int major, int minor, String gitVersion, String gitCommit, String buildDate) {
    /// The version this build presents. Builds are the same wherever and whenever they are made, so
    /// neither commit nor date is in them.
    public static final ServerVersion CURRENT =
            new ServerVersion(1, 36, "v1.36.0+skiff", "unknown", "1970-01-01T00:00:00Z");

    ObjectNode toTree() {
        String platform =
                System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT)
                        + "/"
                        + architecture();
        return Json.object()
                .put("major", Integer.toString(major))
                .put("minor", Integer.toString(minor))
                .put("emulationMajor", Integer.toString(major))
                .put("emulationMinor", Integer.toString(minor))
                .put("minCompatibilityMajor", Integer.toString(major))
                .put("minCompatibilityMinor", Integer.toString(minor - 1))
                .put("gitVersion", gitVersion)
                .put("gitCommit", gitCommit)
                .put("gitTreeState", "clean")
                .put("buildDate", buildDate)
                .put("goVersion", "none")
                .put("compiler", "java")
                .put("platform", platform);
    }

    /// Kubernetes' name of the machine's architecture.
    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("aarch64") ? "arm64" : name;
    }
}
