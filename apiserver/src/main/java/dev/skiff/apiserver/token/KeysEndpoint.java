package dev.skiff.apiserver.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Tells others how to verify service account tokens: the discovery document of OpenID Connect and
/// the keys it points to.
public final class KeysEndpoint {
    private static final String CONFIGURATION = "/.well-known/openid-configuration";
    private static final String KEYS = "/openid/v1/jwks";

    private final TokenSigner signer;

    public KeysEndpoint(TokenSigner signer) {
        this.signer = signer;
    }

    /// The answer, if the path is one of ours.
    public Optional<ApiResponse> answer(ApiRequest request) {
        return switch (request.path()) {
            case CONFIGURATION ->
                    Optional.of(document("application/json", configuration().toString()));
            case KEYS -> Optional.of(document("application/jwk-set+json", signer.publicKeys()));
            default -> Optional.empty();
        };
    }

    private static ObjectNode configuration() {
        ObjectNode configuration = Json.object().put("issuer", AccountTokens.ISSUER);
        configuration.put("jwks_uri", AccountTokens.ISSUER + KEYS);
        configuration.putArray("response_types_supported").add("id_token");
        configuration.putArray("subject_types_supported").add("public");
        configuration.putArray("id_token_signing_alg_values_supported").add("ES256");
        return configuration;
    }

    private static ApiResponse document(String type, String text) {
        return new ApiResponse.Full(
                200,
                List.of(
                        new ApiResponse.Header("Content-Type", type),
                        new ApiResponse.Header("Cache-Control", "public, max-age=3600")),
                text.getBytes(StandardCharsets.UTF_8));
    }
}
