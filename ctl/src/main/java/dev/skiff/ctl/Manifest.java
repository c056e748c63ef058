package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.GroupVersion;

/// The few questions we ask of an object as a user wrote it.
final class Manifest {
    private Manifest() {}

    static String nameOf(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    /// The namespace it names, or the session's.
    static String namespaceOf(JsonNode object, Session session) {
        return object.path("metadata").path("namespace").asText(session.namespace());
    }

    static ResourceType typeOf(ObjectNode object, ResourceCatalogue catalogue) {
        return typeOf(object, "server", catalogue);
    }

    /// @param source where the object was read
    static ResourceType typeOf(ObjectNode object, String source, ResourceCatalogue catalogue) {
        String apiVersion = object.path("apiVersion").asText();
        String kind = object.path("kind").asText();
        String namespace = object.path("metadata").path("namespace").asText();
        return catalogue
                .ofObject(GroupVersion.parse(apiVersion), kind)
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        ("error: resource mapping not found for name: \"%s\""
                                                        + " namespace: \"%s\" from \"%s\": no matches for"
                                                        + " kind \"%s\" in version \"%s\"\n"
                                                        + "ensure CRDs are installed first")
                                                .formatted(
                                                        nameOf(object),
                                                        namespace,
                                                        source,
                                                        kind,
                                                        apiVersion)));
    }
}
