package dev.skiff.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Yaml;
import dev.skiff.client.http.ServerAccess;
import dev.skiff.standalone.usage.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/// The way to a cluster, as a kubeconfig made by us says: one cluster, one user, all in the file.
public final class OwnAccess {
    private OwnAccess() {}

    /// Empty if there is no such file, as before a first start.
    public static Optional<ServerAccess> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return switch (Yaml.read(Files.readString(file))) {
                case Yaml.Read(JsonNode config, _) -> Optional.of(access(config));
                case Yaml.Unreadable(var message) ->
                        throw new UsageException(file + ": " + message);
            };
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static ServerAccess access(JsonNode config) {
        JsonNode cluster = config.path("clusters").path(0).path("cluster");
        JsonNode user = config.path("users").path(0).path("user");
        return ServerAccess.withCertificate(
                URI.create(cluster.path("server").asText()),
                decoded(cluster, "certificate-authority-data"),
                decoded(user, "client-certificate-data"),
                decoded(user, "client-key-data"));
    }

    private static String decoded(JsonNode node, String field) {
        return new String(
                Base64.getDecoder().decode(node.path(field).asText()), StandardCharsets.UTF_8);
    }
}
