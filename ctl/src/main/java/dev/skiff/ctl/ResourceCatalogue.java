package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.kind.GroupVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The kinds a server serves, in the order of its discovery: for an ambiguous word the first wins.
final class ResourceCatalogue {
    /// Makes `/api` and `/apis` answer with everything at once.
    static final String ACCEPT =
            "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

    private final List<ResourceType> types;

    private ResourceCatalogue(List<ResourceType> types) {
        this.types = List.copyOf(types);
    }

    /// Reads the aggregated discovery documents of `/api` and `/apis`.
    static ResourceCatalogue of(JsonNode core, JsonNode groups) {
        Map<String, ResourceType> types = new LinkedHashMap<>();
        for (JsonNode document : List.of(core, groups)) {
            for (JsonNode group : document.path("items")) {
                addGroup(group, types);
            }
        }
        return new ResourceCatalogue(new ArrayList<>(types.values()));
    }

    private static void addGroup(JsonNode group, Map<String, ResourceType> types) {
        String name = group.path("metadata").path("name").asText();
        for (JsonNode version : group.path("versions")) {
            GroupVersion groupVersion = new GroupVersion(name, version.path("version").asText());
            for (JsonNode resource : version.path("resources")) {
                ResourceType type = type(groupVersion, resource);
                types.putIfAbsent(groupVersion + "/" + type.plural(), type);
            }
        }
    }

    private static ResourceType type(GroupVersion groupVersion, JsonNode resource) {
        return new ResourceType(
                groupVersion,
                resource.path("responseKind").path("kind").asText(),
                resource.path("resource").asText(),
                resource.path("singularResource").asText(),
                resource.path("scope").asText().equals("Namespaced"),
                strings(resource.path("shortNames")),
                strings(resource.path("categories")),
                strings(resource.path("verbs")));
    }

    /// Whether a user's word means a kind.
    boolean has(String word) {
        return types.stream().anyMatch(type -> type.isCalled(word));
    }

    /// The kind a user's word means.
    ResourceType find(String word) {
        return types.stream()
                .filter(type -> type.isCalled(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        "error: the server doesn't have a resource type \""
                                                + word
                                                + "\""));
    }

    /// The kinds a word such as `all` or `pods,svc` means.
    List<ResourceType> findAll(String words) {
        List<ResourceType> found = new ArrayList<>();
        for (String word : words.split(",")) {
            List<ResourceType> inCategory =
                    types.stream().filter(type -> type.categories().contains(word)).toList();
            if (inCategory.isEmpty()) {
                found.add(find(word));
            } else {
                found.addAll(inCategory);
            }
        }
        return found.stream().distinct().toList();
    }

    /// The kind of an object in a manifest.
    Optional<ResourceType> ofObject(GroupVersion groupVersion, String kind) {
        return types.stream()
                .filter(
                        type ->
                                type.kind().equals(kind)
                                        && type.groupVersion().equals(groupVersion))
                .findFirst();
    }

    private static List<String> strings(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asText()));
        return values;
    }
}
