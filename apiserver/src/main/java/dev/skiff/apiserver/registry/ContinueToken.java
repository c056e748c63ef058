package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.JsonText;
import dev.skiff.api.status.ApiException;
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
        JsonNode tree =
                switch (JsonText.read(base64(token))) {
                    case JsonText.Unreadable(var message) -> throw invalid(message);
                    case JsonText.Read(var read, var _) -> read;
                };
        String version = tree.path("v").asText("");
        if (!version.equals(VERSION)) {
            throw invalid("server does not recognize this encoded version " + version);
        }
        return new ContinueToken(tree.path("rv").asLong(), tree.path("start").asText());
    }

    private static byte[] base64(String token) {
        try {
            return Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            throw invalid("illegal base64 data");
        }
    }

    private static ApiException invalid(String why) {
        return ApiException.badRequest("invalid continue token: continue key is not valid: " + why);
    }
}
