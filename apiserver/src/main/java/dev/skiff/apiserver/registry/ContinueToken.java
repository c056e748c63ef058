package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.status.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Where a list goes on.
///
/// @param revision of the list's first page; -1: go on with whatever is there now
/// @param startAfter the last key of the page before
record ContinueToken(long revision, String startAfter) {
    private static final String VERSION = "meta.k8s.io/v1";

    /// Opaque to clients.
    String encode() {
        byte[] json =
                Json.write(
                        Json.object()
                                .put("v", VERSION)
                                .put("rv", revision)
                                .put("start", startAfter));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    static ContinueToken decode(String token) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.UTF_8));
            JsonNode tree = Json.mapper().readTree(json);
            if (tree.path("v").asText().equals(VERSION)) {
                return new ContinueToken(tree.path("rv").asLong(), tree.path("start").asText());
            }
            throw ApiException.badRequest("continue key is not valid: unrecognized version");
        } catch (IllegalArgumentException | IOException e) {
            throw ApiException.badRequest("continue key is not valid: " + e.getMessage());
        }
    }
}
