package dev.skiff.apiserver.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.admission.ClusterState;
import dev.skiff.apiserver.authentication.TokenSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Issues tokens of service accounts, and knows them again. Thread-safe.
///
/// Source: the Kubernetes documentation of service account tokens; KEP-1205 and KEP-4193 for what
/// they are bound to.
public final class AccountTokens implements TokenSource {
    /// Who issues tokens, and whom they are for where nobody else is named.
    public static final String ISSUER = OWN_AUDIENCE;

    private static final String OWN_CLAIMS = "kubernetes.io";
    private static final String EXTRA = "authentication.kubernetes.io/";
    private static final String USER_PREFIX = "system:serviceaccount:";
    private static final String GROUP = "system:serviceaccounts";

    private record Bound(String claim, Kind kind) {}

    private static final List<Bound> BINDINGS =
            List.of(
                    new Bound("serviceaccount", Kinds.SERVICE_ACCOUNT),
                    new Bound("pod", Kinds.POD),
                    new Bound("secret", Kinds.SECRET),
                    new Bound("node", Kinds.NODE));

    private final TokenSigner signer;
    private final ClusterState cluster;
    private final InstantSource clock;

    /// @param cluster says whether what a token is bound to is still there
    public AccountTokens(TokenSigner signer, ClusterState cluster, InstantSource clock) {
        this.signer = signer;
        this.cluster = cluster;
        this.clock = clock;
    }

    /// What a token is to say.
    ///
    /// @param bindings the account, and what else must be there for the token to be good
    /// @param id of this one token
    public record Grant(
            String namespace,
            List<TokenBinding> bindings,
            List<String> audiences,
            Instant expiry,
            String id) {
        public Grant {
            bindings = List.copyOf(bindings);
            audiences = List.copyOf(audiences);
        }
    }

    /// @param account the name of the service account
    public String issue(String account, Grant grant) {
        long now = clock.instant().getEpochSecond();
        ObjectNode claims = Json.object();
        ArrayNode audiences = claims.putArray("aud");
        grant.audiences().forEach(audiences::add);
        claims.put("exp", grant.expiry().getEpochSecond());
        claims.put("iat", now);
        claims.put("iss", ISSUER);
        claims.put("jti", grant.id());
        ObjectNode own = claims.putObject(OWN_CLAIMS).put("namespace", grant.namespace());
        for (TokenBinding binding : grant.bindings()) {
            own.putObject(binding.claim()).put("name", binding.name()).put("uid", binding.uid());
        }
        claims.put("nbf", now);
        claims.put("sub", USER_PREFIX + grant.namespace() + ":" + account);
        return signer.sign(claims);
    }

    @Override
    public Optional<UserInfo> userOf(String token) {
        return bearerOf(token, List.of(ISSUER)).map(Bearer::user);
    }

    /// A JWT has three parts; anything else need not be looked at.
    @Override
    public Optional<Bearer> bearerOf(String token, List<String> audiences) {
        boolean isJwt = token.chars().filter(c -> c == '.').count() == 2;
        return isJwt
                ? signer.verify(token)
                        .filter(this::isGood)
                        .map(claims -> new Bearer(user(claims), meant(claims, audiences)))
                        .filter(bearer -> !bearer.audiences().isEmpty())
                : Optional.empty();
    }

    private static List<String> meant(JsonNode claims, List<String> audiences) {
        List<String> named = claims.path("aud").valueStream().map(one -> one.asText()).toList();
        return audiences.stream().filter(named::contains).toList();
    }

    private boolean isGood(JsonNode claims) {
        long now = clock.instant().getEpochSecond();
        return claims.path("iss").asText().equals(ISSUER)
                && claims.path("nbf").asLong() <= now
                && now < claims.path("exp").asLong()
                && BINDINGS.stream().allMatch(bound -> isThere(claims.path(OWN_CLAIMS), bound));
    }

    /// A token outlives neither its account nor what else it was bound to, even if something else
    /// takes the name.
    private boolean isThere(JsonNode claims, Bound bound) {
        JsonNode reference = claims.path(bound.claim());
        if (reference.isMissingNode()) {
            return true;
        }
        String namespace = bound.kind().isNamespaced() ? claims.path("namespace").asText() : "";
        Optional<StoredObject> object =
                cluster.find(bound.kind(), namespace, reference.path("name").asText());
        return object.map(found -> found.tree().at("/metadata/uid").asText())
                .filter(uid -> uid.equals(reference.path("uid").asText()))
                .isPresent();
    }

    private UserInfo user(JsonNode claims) {
        JsonNode own = claims.path(OWN_CLAIMS);
        List<String> groups = new ArrayList<>();
        groups.add(GROUP);
        groups.add(GROUP + ":" + own.path("namespace").asText());
        groups.add(UserInfo.AUTHENTICATED_GROUP);
        return new UserInfo(
                claims.path("sub").asText(),
                own.path("serviceaccount").path("uid").asText(),
                groups,
                extra(claims));
    }

    /// Which token was shown, and what it is bound to.
    private static Map<String, List<String>> extra(JsonNode claims) {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        extra.put(EXTRA + "credential-id", List.of("JTI=" + claims.path("jti").asText()));
        for (String bound : List.of("pod", "node")) {
            JsonNode reference = claims.path(OWN_CLAIMS).path(bound);
            if (reference.isObject()) {
                for (String field : List.of("name", "uid")) {
                    extra.put(EXTRA + bound + "-" + field, List.of(reference.path(field).asText()));
                }
            }
        }
        return extra;
    }
}
