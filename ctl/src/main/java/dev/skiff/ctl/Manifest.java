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

    /// The namespace it names, or the session's; clashes with an explicit other one are refused
    /// by the server.
    static String namespaceOf(JsonNode object, Session session) {
        return object.path("metadata").path("namespace").asText(session.namespace());
    }

    static ResourceType typeOf(ObjectNode object, ResourceCatalogue catalogue) {
        String apiVersion = object.path("apiVersion").asText();
        String kind = object.path("kind").asText();
        return catalogue
                .ofObject(GroupVersion.parse(apiVersion), kind)
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        "error: resource mapping not found for name: \""
                                                + nameOf(object)
                                                + "\" namespace: \""
                                                + object.path("metadata").path("namespace").asText()
                                                + "\": no matches for kind \""
                                                + kind
                                                + "\" in version \""
                                                + apiVersion
                                                + "\"\nensure CRDs are installed first"));
    }
}
