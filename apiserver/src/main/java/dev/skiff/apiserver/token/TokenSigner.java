package dev.skiff.apiserver.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// Makes claims into tokens that nobody else can make. Thread-safe.
public interface TokenSigner {
    /// Has no key, so makes no token and knows none.
    TokenSigner NONE =
            new TokenSigner() {
                @Override
                public String sign(ObjectNode claims) {
                    throw new IllegalStateException("this server has no key to sign tokens with");
                }

                @Override
                public Optional<JsonNode> verify(String token) {
                    return Optional.empty();
                }

                @Override
                public String publicKeys() {
                    return "{\"keys\":[]}";
                }
            };

    /// A JWT in its compact form.
    String sign(ObjectNode claims);

    /// The claims of a token that was signed here; empty of any other text.
    Optional<JsonNode> verify(String token);

    /// What others can verify tokens by: a JSON Web Key Set.
    String publicKeys();
}
