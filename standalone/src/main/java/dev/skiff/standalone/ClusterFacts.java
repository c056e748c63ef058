package dev.skiff.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.apiserver.pki.PemFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What is settled at a cluster's first start and holds for its life.
///
/// @param id marks what is this cluster's on an engine
/// @param podRange addresses of pods
/// @param serviceRange addresses of Services
record ClusterFacts(String id, String podRange, String serviceRange) {
    static final String FILE = "cluster.json";

    /// Empty before the first start.
    static Optional<ClusterFacts> read(SkiffHome home) {
        Path file = home.directory().resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ofJson(Json.readOwn(Files.readAllBytes(file))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    void write(SkiffHome home) {
        PemFiles.writePrivately(home.directory().resolve(FILE), toJson().toPrettyString() + "\n");
    }

    static ClusterFacts ofJson(JsonNode json) {
        return new ClusterFacts(
                json.path("id").asText(),
                json.path("podRange").asText(),
                json.path("serviceRange").asText());
    }

    ObjectNode toJson() {
        return Json.object()
                .put("id", id)
                .put("podRange", podRange)
                .put("serviceRange", serviceRange);
    }
}
