package dev.skiff.ctl;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
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
        YAMLMapper yaml = new YAMLMapper();
        try (MappingIterator<ObjectNode> documents =
                yaml.readerFor(ObjectNode.class).readValues(bytes)) {
            return documents.readAll();
        } catch (IOException e) {
            throw new CommandFailure("error: error parsing " + source + ": " + e.getMessage(), e);
        }
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
