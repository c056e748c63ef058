package dev.skiff.agent.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.api.codec.Json;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.status.Status;
import dev.skiff.client.ApiClient;
import dev.skiff.testkit.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccountTokensTest {
    private static final PodIdentity POD = new PodIdentity("ns", "p", "u");
    private static final TokenWish WISH = new TokenWish(POD, "robot", "", 3600);

    private final VirtualTime time = VirtualTime.atNewYear();
    private final List<ApiRequest> calls = new ArrayList<>();
    private final List<PodIdentity> lookedAt = new ArrayList<>();
    private final AccountTokens tokens =
            new AccountTokens(
                    new ApiClient(this::answer, "kubelet"), time, new Random(1), lookedAt::add);

    private Optional<Status> refusal = Optional.empty();

    @Test
    void a_token_is_asked_for_once_and_its_pod_looked_at_when_it_is_there() {
        assertThat(tokens.find(WISH)).isEqualTo(new TokenState.Pending());
        assertThat(tokens.find(WISH)).isEqualTo(new TokenState.Pending());
        settle();

        assertThat(tokens.find(WISH)).isEqualTo(new TokenState.Valid("token-1"));
        assertThat(lookedAt).containsExactly(POD);
        assertThat(calls).hasSize(1);
    }

    @Test
    void a_token_is_bound_to_its_pod() {
        tokens.find(new TokenWish(POD, "robot", "vault", 600));
        settle();

        JsonNode asked = Json.readOwn(calls.getFirst().body());
        assertThat(calls.getFirst().path())
                .isEqualTo("/api/v1/namespaces/ns/serviceaccounts/robot/token");
        assertThat(asked.path("spec").toString())
                .isEqualTo(
                        "{\"expirationSeconds\":600,\"audiences\":[\"vault\"],\"boundObjectRef\":"
                                + "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"name\":\"p\",\"uid\":\"u\"}}");
    }

    @Test
    void a_token_is_renewed_when_a_fifth_of_its_time_remains() {
        tokens.find(WISH);
        settle();

        pass(Duration.ofMinutes(47));
        assertThat(calls).hasSize(1);
        pass(Duration.ofMinutes(1));

        assertThat(tokens.find(WISH)).isEqualTo(new TokenState.Valid("token-2"));
        assertThat(lookedAt).hasSize(2);
    }

    @Test
    void a_refusal_is_told_and_tried_again() {
        refusal =
                Optional.of(Status.failure(404, "NotFound", "serviceaccounts \"robot\" not found"));
        tokens.find(WISH);
        settle();

        assertThat(tokens.find(WISH))
                .isEqualTo(
                        new TokenState.Refused(
                                "failed to fetch token: serviceaccounts \"robot\" not found"));
        refusal = Optional.empty();
        pass(Duration.ofSeconds(2));
        assertThat(tokens.find(WISH)).isInstanceOf(TokenState.Valid.class);
    }

    @Test
    void a_token_that_is_still_good_outlives_a_refusal() {
        tokens.find(WISH);
        settle();

        refusal = Optional.of(Status.failure(403, "Forbidden", "no"));
        pass(Duration.ofMinutes(48));

        assertThat(calls).hasSizeGreaterThan(1);
        assertThat(tokens.find(WISH)).isEqualTo(new TokenState.Valid("token-1"));
    }

    @Test
    void a_pod_that_is_gone_needs_no_token() {
        tokens.find(WISH);
        settle();
        tokens.release(POD);

        pass(Duration.ofHours(1));

        assertThat(calls).hasSize(1);
    }

    private void pass(Duration duration) {
        time.advance(duration);
        settle();
    }

    private void settle() {
        boolean worked = true;
        while (worked) {
            worked = tokens.loop().step();
        }
    }

    private ApiResponse answer(ApiRequest request) {
        calls.add(request);
        if (refusal.isPresent()) {
            return ApiResponse.json(refusal.get().code(), refusal.get().toJson());
        }
        String text =
                """
                {"kind":"TokenRequest","metadata":{},"spec":{"expirationSeconds":3600},
                 "status":{"token":"token-%d","expirationTimestamp":"2026-01-01T01:00:00Z"}}"""
                        .formatted(calls.size());
        return ApiResponse.json(201, text.getBytes(StandardCharsets.UTF_8));
    }
}
