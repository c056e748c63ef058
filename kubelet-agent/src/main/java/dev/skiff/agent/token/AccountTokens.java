package dev.skiff.agent.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.api.status.Status;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.ControllerLoop;
import dev.skiff.client.Outcome;
import dev.skiff.client.Steppable;
import dev.skiff.client.WorkQueue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;

/// Gets pods the tokens of their service accounts, bound to the pod, and new ones when a fifth of
/// their time remains, or after a day. When there is a new one, its pod is looked at again.
///
/// Anybody asks; as many calls at once as threads step.
public final class AccountTokens implements TokenSource {
    private static final Duration LONGEST_USE = Duration.ofHours(24);
    private static final Duration NEXT_TRY = Duration.ofSeconds(2);

    /// Of tokens that were got together not all are renewed at once.
    private static final Duration SPREAD = Duration.ofSeconds(10);

    private final ApiClient client;
    private final RandomGenerator random;
    private final Consumer<PodIdentity> lookAgain;
    private final WorkQueue<TokenWish> queue;
    private final ControllerLoop<TokenWish> loop;
    private final ConcurrentMap<TokenWish, TokenState> states = new ConcurrentHashMap<>();

    public AccountTokens(
            ApiClient client,
            InstantSource clock,
            RandomGenerator random,
            Consumer<PodIdentity> lookAgain) {
        this.client = client;
        this.random = random;
        this.lookAgain = lookAgain;
        queue = new WorkQueue<>(clock, random);
        loop =
                new ControllerLoop<>(
                        queue, this::get, List.of(), LoggerFactory.getLogger(AccountTokens.class));
    }

    /// What gets tokens; several threads may step.
    public Steppable loop() {
        return loop;
    }

    @Override
    public TokenState find(TokenWish wish) {
        TokenState known = states.putIfAbsent(wish, new TokenState.Pending());
        if (known == null) {
            queue.add(wish);
            return new TokenState.Pending();
        }
        return known;
    }

    /// The pod is gone.
    public void release(PodIdentity pod) {
        states.keySet().removeIf(wish -> wish.pod().equals(pod));
    }

    private Outcome get(TokenWish wish) {
        if (!states.containsKey(wish)) {
            return Outcome.settled();
        }
        ObjectKey account = new ObjectKey(wish.pod().namespace(), wish.account());
        return switch (client.post(Kinds.SERVICE_ACCOUNT, account, "token", request(wish))) {
            case ApiResult.Done<JsonNode>(var answer) -> got(wish, answer);
            case ApiResult.NotFound<JsonNode>(var status) -> refused(wish, status);
            case ApiResult.Conflict<JsonNode>(var status) -> refused(wish, status);
            case ApiResult.AlreadyExists<JsonNode>(var status) -> refused(wish, status);
            case ApiResult.Rejected<JsonNode>(var status) -> refused(wish, status);
        };
    }

    private static ObjectNode request(TokenWish wish) {
        ObjectNode request = Json.object();
        request.put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenRequest");
        ObjectNode spec = request.putObject("spec").put("expirationSeconds", wish.seconds());
        if (!wish.audience().isEmpty()) {
            spec.putArray("audiences").add(wish.audience());
        }
        spec.putObject("boundObjectRef")
                .put("apiVersion", "v1")
                .put("kind", "Pod")
                .put("name", wish.pod().name())
                .put("uid", wish.pod().uid());
        return request;
    }

    private Outcome got(TokenWish wish, JsonNode answer) {
        tell(wish, new TokenState.Valid(answer.at("/status/token").asText()));
        Duration life = Duration.ofSeconds(answer.at("/spec/expirationSeconds").asLong());
        Duration use = life.multipliedBy(4).dividedBy(5);
        Duration shortest = use.compareTo(LONGEST_USE) < 0 ? use : LONGEST_USE;
        Duration jitter = Duration.ofMillis(random.nextLong(SPREAD.toMillis()));
        return Outcome.retryAfter(shortest.minus(jitter), "the token will expire");
    }

    /// A token that is still good stays where it is.
    private Outcome refused(TokenWish wish, Status status) {
        if (!(states.get(wish) instanceof TokenState.Valid)) {
            tell(wish, new TokenState.Refused("failed to fetch token: " + status.message()));
        }
        return Outcome.retryAfter(NEXT_TRY, status.message());
    }

    private void tell(TokenWish wish, TokenState state) {
        if (states.replace(wish, state) != null) {
            lookAgain.accept(wish.pod());
        }
    }
}
