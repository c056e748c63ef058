package dev.skiff.it.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.it.docker.RealEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// What the engine knows of the containers of one cluster.
record Containers(String clusterId) {
    static Containers of(SkiffProcess skiff) {
        try {
            byte[] facts = Files.readAllBytes(skiff.home().resolve("cluster.json"));
            JsonNode tree = Json.mapper().readTree(facts);
            return new Containers(tree.path("id").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The ids of all of them, ended ones and sandboxes too.
    List<String> all() {
        return ids();
    }

    List<String> ofNode(String node) {
        return ids("--filter", "label=skiff.dev/node=" + node);
    }

    /// One line each, the same as long as none is started, stopped, made or removed.
    List<String> states() {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "inspect",
                                "--format",
                                "{{.Name}} {{.Id}} {{.State.Status}} {{.State.StartedAt}} {{.RestartCount}}"));
        List<String> ids = all();
        words.addAll(ids);
        return ids.isEmpty()
                ? List.of()
                : RealEngine.docker(words.toArray(String[]::new)).lines().sorted().toList();
    }

    private List<String> ids(String... filter) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "ps",
                                "-aq",
                                "--no-trunc",
                                "--filter",
                                "label=skiff.dev/cluster=" + clusterId));
        words.addAll(List.of(filter));
        return RealEngine.docker(words.toArray(String[]::new)).lines().sorted().toList();
    }
}
