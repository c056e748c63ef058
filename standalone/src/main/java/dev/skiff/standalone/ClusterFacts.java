package dev.skiff.standalone;

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
    private static final String FILE = "cluster.json";

    /// Empty before the first start.
    static Optional<ClusterFacts> read(SkiffHome home) {
        Path file = home.directory().resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            ObjectNode json = Json.readOwn(Files.readAllBytes(file));
            return Optional.of(
                    new ClusterFacts(
                            json.path("id").asText(),
                            json.path("podRange").asText(),
                            json.path("serviceRange").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    void write(SkiffHome home) {
        ObjectNode json = Json.object();
        json.put("id", id).put("podRange", podRange).put("serviceRange", serviceRange);
        PemFiles.writePrivately(home.directory().resolve(FILE), json.toPrettyString() + "\n");
    }
}
