package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.admission.ClusterState;
import dev.skiff.apiserver.token.AccountTokens;
import dev.skiff.apiserver.token.TokenBinding;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `POST` of a TokenRequest to a service account: a token that says its bearer is that account.
final class TokenVerb implements Verb {
    private static final String SUBRESOURCE = "token";
    private static final long DEFAULT_SECONDS = 3600;
    private static final long MIN_SECONDS = 600;
    private static final long MAX_SECONDS = 1L << 32;

    private final InstantSource clock;
    private final Identities identities;
    private final ClusterState cluster;
    private final AccountTokens tokens;
    private final BodyShape shape;
    private final BodyDecoder decoder;
    private final OwnerRecorder owners;
    private final Answers answers;

    TokenVerb(
            Registry.World world,
            Identities identities,
            ClusterState cluster,
            BodyDecoder decoder) {
        this.clock = world.clock();
        this.identities = identities;
        this.cluster = cluster;
        this.tokens = new AccountTokens(world.settings().tokens(), cluster, clock);
        this.shape = BodyShape.of(world.schemas(), "authentication.k8s.io/v1", "TokenRequest");
        this.decoder = decoder;
        this.owners = new OwnerRecorder(clock);
        this.answers = new Answers(clock, world.schemas());
    }

    @Override
    public ApiResponse answer(ResourceRequest request) {
        WriteOptions options = WriteOptions.of(request.http(), "CreateOptions");
        WriteContext context = WriteContext.of(request, options);
        ObjectNode asked = decoder.body(request.http(), shape, context);
        ObjectNode spec = asked.withObjectProperty("spec");
        if (!spec.hasNonNull("expirationSeconds")) {
            spec.put("expirationSeconds", DEFAULT_SECONDS);
        }
        owners.recordRequest(context, SUBRESOURCE, shape, asked);
        requireOwnPlace(context, ObjectMeta.of(asked));
        TokenBinding account =
                find(context, Kinds.SERVICE_ACCOUNT, "serviceaccount", context.name()).binding();
        Instant now = clock.instant();
        complete(asked, context, account.uid(), now);
        requireLifetime(spec.path("expirationSeconds"));
        List<TokenBinding> bindings = new ArrayList<>(bindings(context, spec));
        bindings.add(account);
        grant(asked, context, bindings, now);
        return answers.object(201, request, StoredObject.ofWire(asked), context.warnings().texts());
    }

    private void requireOwnPlace(WriteContext context, ObjectMeta meta) {
        requireOwn("name", meta.name(), context.name());
        requireOwn("namespace", meta.namespace(), context.namespace());
    }

    private void requireOwn(String field, String given, String wanted) {
        if (!given.isEmpty() && !given.equals(wanted)) {
            refuse(
                    FieldError.invalid(
                            FieldPath.of("metadata", field),
                            given,
                            "must match the service account " + field + " if specified"));
        }
    }

    private void requireLifetime(JsonNode seconds) {
        FieldPath path = FieldPath.of("spec", "expirationSeconds");
        if (seconds.asLong() < MIN_SECONDS) {
            refuse(
                    FieldError.invalid(
                            path,
                            seconds.asLong(),
                            "may not specify a duration less than 10 minutes"));
        }
        if (seconds.asLong() > MAX_SECONDS) {
            refuse(
                    FieldError.invalid(
                            path,
                            seconds.asLong(),
                            "may not specify a duration larger than 2^32 seconds"));
        }
    }

    private void refuse(FieldError error) {
        throw FieldError.invalid(
                shape.groupVersion().group(), shape.kindName(), "", List.of(error));
    }

    private static void complete(
            ObjectNode asked, WriteContext context, String accountUid, Instant now) {
        ObjectMeta meta = ObjectMeta.of(asked);
        meta.set("name", context.name());
        meta.set("namespace", context.namespace());
        meta.set("uid", accountUid);
        meta.set("creationTimestamp", Timestamps.format(now));
        ObjectNode spec = asked.withObjectProperty("spec");
        if (spec.path("audiences").isEmpty()) {
            spec.putArray("audiences").add(AccountTokens.ISSUER);
        }
        if (!spec.has("boundObjectRef")) {
            spec.putNull("boundObjectRef");
        }
    }

    private void grant(
            ObjectNode asked, WriteContext context, List<TokenBinding> bindings, Instant now) {
        JsonNode spec = asked.path("spec");
        Instant expiry = now.plusSeconds(spec.path("expirationSeconds").asLong());
        List<String> audiences = new ArrayList<>();
        spec.path("audiences").forEach(audience -> audiences.add(audience.asText()));
        String token =
                tokens.issue(
                        context.name(),
                        new AccountTokens.Grant(
                                context.namespace(),
                                bindings,
                                audiences,
                                expiry,
                                identities.uid()));
        asked.putObject("status")
                .put("expirationTimestamp", Timestamps.format(expiry))
                .put("token", token);
    }

    private record Found(TokenBinding binding, StoredObject object) {}

    /// What the token is bound to; of a pod also its node.
    private List<TokenBinding> bindings(WriteContext context, ObjectNode spec) {
        JsonNode reference = spec.path("boundObjectRef");
        if (!reference.isObject()) {
            return List.of();
        }
        String apiVersion = reference.path("apiVersion").asText();
        String kind = reference.path("kind").asText();
        String name = reference.path("name").asText();
        List<TokenBinding> bindings =
                switch (apiVersion + " " + kind) {
                    case "v1 Pod" -> ofPod(context, name);
                    case "v1 Secret" ->
                            List.of(find(context, Kinds.SECRET, "secret", name).binding());
                    case "v1 Node" -> List.of(find(context, Kinds.NODE, "node", name).binding());
                    default ->
                            throw ApiException.badRequest(
                                    "cannot bind token to object of type %s, Kind=%s"
                                            .formatted(apiVersion, kind));
                };
        requireUid(reference, bindings.getFirst());
        return bindings;
    }

    private List<TokenBinding> ofPod(WriteContext context, String name) {
        Found pod = find(context, Kinds.POD, "pod", name);
        JsonNode spec = pod.object().tree().path("spec");
        if (!spec.path("serviceAccountName").asText().equals(context.name())) {
            throw ApiException.badRequest(
                    "cannot bind token for serviceaccount \"%s\" to pod running with different serviceaccount name."
                            .formatted(context.name()));
        }
        List<TokenBinding> bindings = new ArrayList<>();
        bindings.add(pod.binding());
        String node = spec.path("nodeName").asText();
        if (!node.isEmpty()) {
            cluster.find(Kinds.NODE, "", node)
                    .ifPresent(found -> bindings.add(binding("node", Kinds.NODE, node, found)));
        }
        return bindings;
    }

    private static void requireUid(JsonNode reference, TokenBinding found) {
        String uid = reference.path("uid").asText();
        if (!uid.isEmpty() && !uid.equals(found.uid())) {
            String kind = found.kind().name();
            String message =
                    "Operation cannot be fulfilled on %s \"%s\": the UID in the bound object reference (%s) does not match the UID in record. The object might have been deleted and then recreated"
                            .formatted(kind, found.name(), uid);
            throw new ApiException(
                    Status.failure(409, "Conflict", message).about("", kind, found.name()));
        }
    }

    private Found find(WriteContext context, Kind kind, String claim, String name) {
        String namespace = kind.isNamespaced() ? context.namespace() : "";
        Optional<StoredObject> object = cluster.find(kind, namespace, name);
        return object.map(found -> new Found(binding(claim, kind, name, found), found))
                .orElseThrow(() -> ApiException.notFound(kind, name));
    }

    private static TokenBinding binding(String claim, Kind kind, String name, StoredObject object) {
        return new TokenBinding(claim, kind, name, object.tree().at("/metadata/uid").asText());
    }
}
