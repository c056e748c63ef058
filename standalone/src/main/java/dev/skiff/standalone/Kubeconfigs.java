package dev.skiff.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.Pem;
import dev.skiff.api.codec.Yaml;
import dev.skiff.apiserver.pki.Identity;
import dev.skiff.apiserver.pki.PemFiles;
import dev.skiff.standalone.engine.Host;
import dev.skiff.standalone.usage.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The files by which kubectl finds a cluster: our own, and our context in the user's.
final class Kubeconfigs {
    private static final List<String> SECTIONS = List.of("clusters", "users", "contexts");

    private Kubeconfigs() {}

    /// A kubeconfig of one cluster, with everything in it.
    static String text(String context, String server, String authorityPem, Identity client) {
        return """
                apiVersion: v1
                kind: Config
                current-context: %1$s
                clusters:
                - name: %1$s
                  cluster:
                    server: %2$s
                    certificate-authority-data: %3$s
                users:
                - name: %1$s
                  user:
                    client-certificate-data: %4$s
                    client-key-data: %5$s
                contexts:
                - name: %1$s
                  context:
                    cluster: %1$s
                    user: %1$s
                """
                .formatted(
                        context,
                        server,
                        base64(authorityPem),
                        base64(Pem.encode(client.chain())),
                        base64(Pem.encode(client.key())));
    }

    /// The user's own kubeconfig: as kubectl does, the first file of `$KUBECONFIG` that is there,
    /// else the last of it, else `~/.kube/config`.
    static Path ofUser(Map<String, String> environment) {
        String named = environment.getOrDefault("KUBECONFIG", "");
        List<Path> files =
                List.of(named.split(java.io.File.pathSeparator)).stream()
                        .filter(name -> !name.isEmpty())
                        .map(Path::of)
                        .toList();
        if (files.isEmpty()) {
            return new Host(environment).userHome().resolve(".kube").resolve("config");
        }
        return files.stream().filter(Files::exists).findFirst().orElseGet(files::getLast);
    }

    /// Puts the one cluster of the file `ours` into the user's, in place of what had its name
    /// there. A current context that is set stays. Does nothing if all is there already.
    static void merge(Path ours, Path users) throws IOException {
        ObjectNode from = parse(ours);
        ObjectNode into = Files.exists(users) ? parse(users) : Json.object();
        ObjectNode before = into.deepCopy();
        into.putIfAbsent("apiVersion", from.path("apiVersion"));
        into.putIfAbsent("kind", from.path("kind"));
        for (String section : SECTIONS) {
            put(into, section, from.path(section).path(0));
        }
        if (into.path("current-context").asText().isEmpty()) {
            into.set("current-context", from.path("current-context"));
        }
        if (!into.equals(before)) {
            write(into, users);
        }
    }

    /// Takes our context, and what belongs to it alone, out of the user's file.
    static void remove(String context, Path users) throws IOException {
        if (!Files.exists(users)) {
            return;
        }
        ObjectNode config = parse(users);
        ObjectNode before = config.deepCopy();
        for (String section : SECTIONS) {
            if (config.path(section) instanceof ArrayNode entries) {
                entries.removeIf(entry -> entry.path("name").asText().equals(context));
            }
        }
        if (config.path("current-context").asText().equals(context)) {
            config.put("current-context", "");
        }
        if (!config.equals(before)) {
            write(config, users);
        }
    }

    private static void put(ObjectNode config, String section, JsonNode entry) {
        ArrayNode entries =
                config.path(section) instanceof ArrayNode there ? there : config.putArray(section);
        String name = entry.path("name").asText();
        for (int at = 0; at < entries.size(); at++) {
            if (entries.path(at).path("name").asText().equals(name)) {
                entries.set(at, entry);
                return;
            }
        }
        entries.add(entry);
    }

    private static ObjectNode parse(Path file) throws IOException {
        return switch (Yaml.read(Files.readString(file))) {
            case Yaml.Read(ObjectNode object, _) -> object;
            case Yaml.Read _ -> Json.object();
            case Yaml.Unreadable(var message) -> throw new UsageException(file + ": " + message);
        };
    }

    private static void write(ObjectNode config, Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        PemFiles.writePrivately(file, Yaml.write(config));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
