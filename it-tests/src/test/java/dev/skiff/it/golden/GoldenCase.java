package dev.skiff.it.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A recorded conversation.
///
/// @param category what it is about
/// @param cleanup paths to delete afterwards
/// @param namespaceLabels of the case's own namespace
record GoldenCase(
        String name,
        String category,
        List<Step> steps,
        List<String> cleanup,
        JsonNode namespaceLabels) {
    GoldenCase {
        steps = List.copyOf(steps);
        cleanup = List.copyOf(cleanup);
    }

    /// All cases below a directory, in order of their paths.
    static List<GoldenCase> load(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(GoldenCase::read)
                    .toList();
        }
    }

    private static GoldenCase read(Path file) {
        try {
            JsonNode tree = Json.mapper().readTree(Files.readAllBytes(file));
            List<String> cleanup = new ArrayList<>();
            tree.path("cleanup").forEach(path -> cleanup.add(path.asText()));
            return new GoldenCase(
                    tree.path("name").asText(),
                    tree.path("category").asText(),
                    Step.all(tree.path("steps")),
                    cleanup,
                    tree.path("namespaceLabels"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /// Whether the case works in a namespace of its own.
    boolean usesNamespace() {
        return steps.stream().anyMatch(step -> step.tree().toString().contains("{ns}"));
    }
}
