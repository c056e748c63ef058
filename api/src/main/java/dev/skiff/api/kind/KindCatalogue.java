package dev.skiff.api.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Every resource of the Kubernetes API as data (`kinds.json`), whether or not we serve it.
final class KindCatalogue {
    private static final List<Kind> ALL = read();

    private KindCatalogue() {}

    static Kind find(GroupVersion groupVersion, String name) {
        return ALL.stream()
                .filter(k -> k.name().equals(name) && k.groupVersion().equals(groupVersion))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "kinds.json has no " + groupVersion + " " + name));
    }

    private static List<Kind> read() {
        try (InputStream in =
                KindCatalogue.class.getResourceAsStream("/dev/skiff/api/schema/kinds.json")) {
            if (in == null) {
                throw new IllegalStateException("kinds.json is not on the class path");
            }
            List<Kind> kinds = new ArrayList<>();
            for (JsonNode node : Json.mapper().readTree(in)) {
                kinds.add(kind(node));
            }
            return List.copyOf(kinds);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read kinds.json", e);
        }
    }

    private static Kind kind(JsonNode node) {
        GroupVersion groupVersion =
                new GroupVersion(node.path("group").asText(), node.path("version").asText());
        List<Subresource> subresources = new ArrayList<>();
        for (JsonNode sub : node.path("subresources")) {
            subresources.add(subresource(groupVersion, sub));
        }
        return new Kind(
                groupVersion,
                node.path("kind").asText(),
                node.path("plural").asText(),
                node.path("singular").asText(),
                node.path("namespaced").asBoolean() ? Scope.NAMESPACED : Scope.CLUSTER,
                strings(node.path("verbs")),
                strings(node.path("shortNames")),
                strings(node.path("categories")),
                subresources);
    }

    /// The kind of a subresource is written `Pod`, or `autoscaling/v1/Scale` where the group
    /// version differs.
    private static Subresource subresource(GroupVersion parent, JsonNode node) {
        String kind = node.path("kind").asText();
        int slash = kind.lastIndexOf('/');
        return new Subresource(
                node.path("name").asText(),
                slash < 0 ? parent : GroupVersion.parse(kind.substring(0, slash)),
                kind.substring(slash + 1),
                strings(node.path("verbs")));
    }

    private static List<String> strings(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asText()));
        return values;
    }
}
