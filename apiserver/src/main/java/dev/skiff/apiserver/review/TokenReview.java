package dev.skiff.apiserver.review;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.status.ApiException;
import dev.skiff.apiserver.authentication.TokenSource;
import java.util.List;
import java.util.Optional;

/// TokenReview: whose a token is.
record TokenReview(List<TokenSource> tokens) implements Review {
    TokenReview {
        tokens = List.copyOf(tokens);
    }

    @Override
    public ObjectNode answer(ObjectNode asked, UserInfo caller) {
        ObjectNode spec = asked.withObjectProperty("spec");
        String token = Fields.text(spec, "token");
        if (token.isEmpty()) {
            throw ApiException.badRequest("token is required for TokenReview in authentication");
        }
        List<String> audiences = Fields.texts(Fields.at(spec, "audiences"));
        Optional<TokenSource.Bearer> bearer =
                bearer(token, audiences.isEmpty() ? List.of(TokenSource.OWN_AUDIENCE) : audiences);
        ObjectNode status = asked.putObject("status");
        if (bearer.isPresent()) {
            status.put("authenticated", true);
            status.set("user", WireUser.of(bearer.get().user()));
            WireUser.putTexts(status, "audiences", bearer.get().audiences());
        } else {
            status.putObject("user");
            status.put("error", "invalid bearer token");
        }
        return asked;
    }

    private Optional<TokenSource.Bearer> bearer(String token, List<String> audiences) {
        return tokens.stream()
                .map(source -> source.bearerOf(token, audiences))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
