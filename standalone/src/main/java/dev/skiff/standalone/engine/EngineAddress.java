package dev.skiff.standalone.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/// Where the docker command would find its engine.
///
/// @param host as in `DOCKER_HOST`
/// @param from what says so, for messages
record EngineAddress(String host, String from) {
    private static final String UNIX = "unix://";
    private static final Path USUAL = Path.of("/var/run/docker.sock");

    /// By `DOCKER_HOST`, else by the docker command's current context, else where it usually is.
    static EngineAddress find(Map<String, String> environment, Path userHome) {
        String named = environment.getOrDefault("DOCKER_HOST", "");
        if (!named.isEmpty()) {
            return new EngineAddress(named, "DOCKER_HOST");
        }
        String context = environment.getOrDefault("DOCKER_CONTEXT", currentContext(userHome));
        if (!context.isEmpty() && !context.equals("default")) {
            String host = hostOfContext(userHome, context);
            if (!host.isEmpty()) {
                return new EngineAddress(host, "the docker context " + context);
            }
        }
        Path desktop = userHome.resolve(".docker").resolve("run").resolve("docker.sock");
        Path socket = Stream.of(USUAL, desktop).filter(Files::exists).findFirst().orElse(USUAL);
        return new EngineAddress(UNIX + socket, "the usual place");
    }

    boolean isUnixSocket() {
        return host.startsWith(UNIX);
    }

    Path socket() {
        return Path.of(host.substring(UNIX.length()));
    }

    private static String currentContext(Path userHome) {
        return read(userHome.resolve(".docker").resolve("config.json"))
                .path("currentContext")
                .asText();
    }

    /// The docker command keeps a context under the hash of its name.
    private static String hostOfContext(Path userHome, String context) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(context.getBytes(StandardCharsets.UTF_8));
            Path meta =
                    userHome.resolve(".docker")
                            .resolve("contexts")
                            .resolve("meta")
                            .resolve(HexFormat.of().formatHex(hash))
                            .resolve("meta.json");
            return read(meta).path("Endpoints").path("docker").path("Host").asText();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-256", e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return Files.isReadable(file)
                    ? Json.mapper().readTree(Files.readString(file))
                    : Json.object();
        } catch (IOException _) {
            // A file that docker could not read either says nothing.
            return Json.object();
        }
    }
}
