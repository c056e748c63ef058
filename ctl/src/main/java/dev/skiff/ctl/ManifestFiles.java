package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.JsonText;
import dev.skiff.api.codec.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads the objects of manifests: files, directories, or standard input.
final class ManifestFiles {
    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

    private final Session session;

    ManifestFiles(Session session) {
        this.session = session;
    }

    /// Every object in the order written; the items of a `List` one by one.
    List<ObjectNode> read(List<String> names) {
        List<ObjectNode> objects = new ArrayList<>();
        for (String name : names) {
            if (name.equals("-")) {
                objects.addAll(parse("STDIN", standardInput()));
            } else {
                for (Path file : filesOf(Path.of(name))) {
                    objects.addAll(parse(file.toString(), bytes(file)));
                }
            }
        }
        return objects;
    }

    private static List<Path> filesOf(Path path) {
        if (Files.notExists(path)) {
            throw new CommandFailure("error: the path \"" + path + "\" does not exist");
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> manifests =
                    entries.filter(file -> ENDINGS.stream().anyMatch(file.toString()::endsWith))
                            .sorted()
                            .toList();
            if (manifests.isEmpty()) {
                throw new CommandFailure(
                        "error: error reading ["
                                + path
                                + "]: recognized file extensions are [.json .yaml .yml]");
            }
            return manifests;
        } catch (IOException e) {
            throw new CommandFailure("error: cannot list " + path + ": " + e.getMessage(), e);
        }
    }

    private static List<ObjectNode> documents(String source, byte[] bytes) {
        List<ObjectNode> objects = new ArrayList<>();
        for (String document : Yaml.documents(new String(bytes, StandardCharsets.UTF_8))) {
            JsonNode tree = tree(source, document);
            if (tree instanceof ObjectNode object) {
                objects.add(object);
            } else if (!tree.isNull()) {
                String problem = JsonText.wrongType(tree, "map[string]interface {}");
                throw unparsable(source, problem);
            }
        }
        return objects;
    }

    private static JsonNode tree(String source, String document) {
        return switch (Yaml.read(document)) {
            case Yaml.Unreadable(var message) -> throw unparsable(source, message);
            case Yaml.Read read -> {
                if (!read.problems().isEmpty()) {
                    throw unparsable(source, read.problems().getFirst());
                }
                yield read.tree();
            }
        };
    }

    private static CommandFailure unparsable(String source, String problem) {
        return new CommandFailure(
                "error: error parsing " + source + ": error converting YAML to JSON: " + problem);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandFailure("error: cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private byte[] standardInput() {
        try {
            return session.in().readAllBytes();
        } catch (IOException e) {
            throw new CommandFailure("error: cannot read standard input: " + e.getMessage(), e);
        }
    }

    private List<ObjectNode> parse(String source, byte[] bytes) {
        List<ObjectNode> objects = new ArrayList<>();
        for (ObjectNode document : documents(source, bytes)) {
            if (document.path("kind").asText().isEmpty()) {
                throw new CommandFailure(
                        "error: error validating \""
                                + source
                                + "\": error validating data: kind not set");
            }
            if (document.path("kind").asText().equals("List")) {
                document.path("items").forEach(item -> objects.add((ObjectNode) item));
            } else {
                objects.add(document);
            }
        }
        if (objects.isEmpty()) {
            session.err().println("error: no objects passed to apply");
        }
        return objects;
    }
}
