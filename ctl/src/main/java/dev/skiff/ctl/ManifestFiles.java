package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.JsonText;
import dev.skiff.api.codec.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads the objects of manifests: files, directories, or standard input.
final class ManifestFiles {
    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

    /// @param source the file, or `STDIN`
    record Entry(String source, ObjectNode object) {
        ResourceType type(ResourceCatalogue catalogue) {
            return Manifest.typeOf(object, source, catalogue);
        }

        /// The namespace it names, or the session's.
        String namespace(Session session) {
            String named = Manifest.namespaceOf(object, session);
            if (session.isNamespaceAskedFor() && !named.equals(session.namespace())) {
                throw new CommandFailure(
                        ("error: the namespace from the provided object \"%s\" does not match the namespace"
                                        + " \"%s\". You must pass '--namespace=%s' to perform this operation.")
                                .formatted(named, session.namespace(), named));
            }
            return named;
        }
    }

    private enum Depth {
        FLAT,
        RECURSIVE
    }

    private final Session session;

    ManifestFiles(Session session) {
        this.session = session;
    }

    /// Every object in the order written; the items of a `List` one by one.
    List<Entry> read(List<String> names) {
        return read(names, Depth.FLAT);
    }

    /// As [#read], going down into the directories within directories.
    List<Entry> readRecursively(List<String> names) {
        return read(names, Depth.RECURSIVE);
    }

    private List<Entry> read(List<String> names, Depth depth) {
        List<Entry> entries = new ArrayList<>();
        for (String name : names) {
            if (name.equals("-")) {
                entries.addAll(parse("STDIN", standardInput()));
            } else {
                for (Path file : filesOf(Path.of(name), depth)) {
                    entries.addAll(parse(file.toString(), bytes(file)));
                }
            }
        }
        return entries;
    }

    private static List<Path> filesOf(Path path, Depth depth) {
        if (Files.notExists(path)) {
            throw new CommandFailure("error: the path \"" + path + "\" does not exist");
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> manifests = manifestsIn(path, depth);
        if (manifests.isEmpty()) {
            throw new CommandFailure(
                    "error: error reading ["
                            + path
                            + "]: recognized file extensions are [.json .yaml .yml]");
        }
        return manifests;
    }

    private static List<Path> manifestsIn(Path directory, Depth depth) {
        List<Path> manifests = new ArrayList<>();
        for (Path entry : sortedEntries(directory)) {
            boolean isDirectory = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
            if (isDirectory && depth == Depth.RECURSIVE) {
                manifests.addAll(manifestsIn(entry, depth));
            } else if (!isDirectory && ENDINGS.stream().anyMatch(entry.toString()::endsWith)) {
                manifests.add(entry.normalize());
            }
        }
        return manifests;
    }

    private static List<Path> sortedEntries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new CommandFailure("error: cannot list " + directory + ": " + e.getMessage(), e);
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

    private static List<Entry> parse(String source, byte[] bytes) {
        List<Entry> entries = new ArrayList<>();
        for (ObjectNode document : documents(source, bytes)) {
            if (document.path("kind").asText().isEmpty()) {
                throw new CommandFailure(
                        "error: error validating \""
                                + source
                                + "\": error validating data: kind not set");
            }
            if (document.path("kind").asText().equals("List")) {
                document.path("items")
                        .forEach(item -> entries.add(new Entry(source, (ObjectNode) item)));
            } else {
                entries.add(new Entry(source, document));
            }
        }
        return entries;
    }
}
