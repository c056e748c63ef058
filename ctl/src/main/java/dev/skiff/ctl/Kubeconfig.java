package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How to reach a cluster and as whom: the current context of a kubeconfig file.
///
/// @param server `https://host:port`
/// @param authority the PEM certificates to trust; empty: the system's
/// @param clientCertificate, clientKey PEM; empty when there are none
/// @param token bearer token; empty when there is none
/// @param namespace `default` where the context names none
record Kubeconfig(
        String server,
        String authority,
        String clientCertificate,
        String clientKey,
        String token,
        String namespace) {
    /// Without the secrets.
    @Override
    public String toString() {
        return "kubeconfig of " + server;
    }

    /// What the user names in `$KUBECONFIG`, then what `skiff up` writes, then where kubectl would
    /// look: the current context of `~/.kube/config` may be quite another cluster.
    static Path locate(Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("HOME", "."));
        Path skiffHome =
                Optional.ofNullable(environment.get("SKIFF_HOME"))
                        .map(Path::of)
                        .orElse(home.resolve(".skiff"));
        List<Path> candidates =
                Stream.of(
                                Stream.of(environment.getOrDefault("KUBECONFIG", "").split(":"))
                                        .filter(part -> !part.isEmpty())
                                        .map(Path::of),
                                Stream.of(skiffHome.resolve("kubeconfig")),
                                Stream.of(home.resolve(".kube").resolve("config")))
                        .flatMap(paths -> paths)
                        .toList();
        return candidates.stream()
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        "error: no kubeconfig found (looked at "
                                                + candidates
                                                + "); `skiff up` starts a cluster and writes one"));
    }

    /// @param contextName empty: the current one
    static Kubeconfig read(Path file, String contextName) {
        try {
            JsonNode config = tree(file);
            String wanted =
                    contextName.isEmpty() ? config.path("current-context").asText() : contextName;
            if (wanted.isEmpty()) {
                throw new CommandFailure(
                        "error: %s names no current context: choose one with --context, or start a cluster with \"skiff up\""
                                .formatted(file));
            }
            JsonNode context = named(config, "contexts", "context", wanted, file);
            JsonNode cluster =
                    named(config, "clusters", "cluster", context.path("cluster").asText(), file);
            JsonNode user = named(config, "users", "user", context.path("user").asText(), file);
            Path directory = file.toAbsolutePath().resolveSibling("");
            return new Kubeconfig(
                    cluster.path("server").asText(),
                    content(cluster, "certificate-authority", directory),
                    content(user, "client-certificate", directory),
                    content(user, "client-key", directory),
                    user.path("token").asText(),
                    context.path("namespace").asText("default"));
        } catch (IOException e) {
            throw new CommandFailure(
                    "error: cannot read kubeconfig " + file + ": " + e.getMessage(), e);
        }
    }

    private static JsonNode tree(Path file) throws IOException {
        return switch (Yaml.read(Files.readAllBytes(file))) {
            case Yaml.Read(var tree, _) -> tree;
            case Yaml.Unreadable(var message) -> throw new IOException(message);
        };
    }

    /// `host:port`, as messages name the server.
    String address() {
        return server.replaceFirst("^https?://", "");
    }

    private static JsonNode named(
            JsonNode config, String list, String part, String name, Path file) {
        for (JsonNode entry : config.path(list)) {
            if (entry.path("name").asText().equals(name)) {
                return entry.path(part);
            }
        }
        throw new CommandFailure(
                "error: " + file + " has no " + part + " \"" + name + "\" in its " + list);
    }

    /// Either inline as `<field>-data` in base64, or in the file that `<field>` names.
    private static String content(JsonNode node, String field, Path directory) throws IOException {
        String inline = node.path(field + "-data").asText();
        if (!inline.isEmpty()) {
            return new String(Base64.getDecoder().decode(inline), StandardCharsets.UTF_8);
        }
        String path = node.path(field).asText();
        return path.isEmpty() ? "" : Files.readString(directory.resolve(path));
    }
}
