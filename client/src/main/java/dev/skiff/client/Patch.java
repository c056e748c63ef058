package dev.skiff.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;

/// A change to part of an object.
///
/// @param body not to be changed
public record Patch(String contentType, byte[] body) {
    public static Patch merge(JsonNode change) {
        return new Patch("application/merge-patch+json", Json.write(change));
    }

    /// Lists are merged by their keys.
    public static Patch strategic(JsonNode change) {
        return new Patch("application/strategic-merge-patch+json", Json.write(change));
    }

    /// A list of operations.
    public static Patch json(JsonNode operations) {
        return new Patch("application/json-patch+json", Json.write(operations));
    }
}
