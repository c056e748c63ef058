package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.JsonText;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.Parameters;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// How something is to be deleted, from the body or else the query.
///
/// @param answersAccepted whether the caller knows the status 202 of what is not gone yet
/// @param uid, resourceVersion what the object must have; empty: anything
record DeleteOptions(
        OptionalLong graceSeconds,
        Propagation propagation,
        boolean isDryRun,
        boolean answersAccepted,
        String uid,
        String resourceVersion) {
    private static final String META_GROUP = "meta.k8s.io";

    static DeleteOptions of(ApiRequest request) {
        ObjectNode given =
                request.body().length == 0 ? fromQuery(request.query()) : fromBody(request.body());
        List<FieldError> errors = new ArrayList<>();
        List<String> dryRun = new ArrayList<>();
        given.path("dryRun").forEach(value -> dryRun.add(value.asText()));
        Optional<Boolean> orphan =
                given.path("orphanDependents").isBoolean()
                        ? Optional.of(given.path("orphanDependents").asBoolean())
                        : Optional.empty();
        Propagation propagation = propagation(given, orphan, errors);
        boolean isDryRun = WriteOptions.isDryRun(dryRun, errors);
        if (!errors.isEmpty()) {
            throw FieldError.invalid(META_GROUP, "DeleteOptions", "", errors);
        }
        JsonNode grace = given.path("gracePeriodSeconds");
        return new DeleteOptions(
                grace.isNumber() ? OptionalLong.of(grace.asLong()) : OptionalLong.empty(),
                propagation,
                isDryRun,
                orphan.isPresent() && !orphan.get(),
                given.path("preconditions").path("uid").asText(""),
                given.path("preconditions").path("resourceVersion").asText(""));
    }

    private static ObjectNode fromBody(byte[] body) {
        return switch (JsonText.read(body)) {
            case JsonText.Read(ObjectNode options, var _) -> {
                requireKind(options);
                yield options;
            }
            case JsonText.Read(var other, var _) ->
                    throw ApiException.badRequest(
                            "couldn't get version/kind; json parse error: "
                                    + JsonText.wrongType(other, "DeleteOptions"));
            case JsonText.Unreadable(var message) ->
                    throw ApiException.badRequest(
                            "couldn't get version/kind; json parse error: " + message);
        };
    }

    private static void requireKind(ObjectNode options) {
        String kind = options.path("kind").asText("DeleteOptions");
        if (!kind.equals("DeleteOptions")) {
            throw ApiException.badRequest(
                    "no kind \"%s\" is registered for version \"%s\" in scheme \"pkg/apis/meta/internalversion/scheme/register.go:27\""
                            .formatted(kind, options.path("apiVersion").asText("v1")));
        }
        if (options.path("gracePeriodSeconds").isTextual()) {
            throw ApiException.badRequest(
                    "json: cannot unmarshal string into Go struct field"
                            + " DeleteOptions.gracePeriodSeconds of type int64");
        }
    }

    private static ObjectNode fromQuery(Parameters query) {
        ObjectNode options = Json.object();
        query.first("gracePeriodSeconds")
                .ifPresent(text -> options.put("gracePeriodSeconds", number(text)));
        query.first("orphanDependents")
                .ifPresent(text -> options.put("orphanDependents", !text.equals("false")));
        query.first("propagationPolicy").ifPresent(text -> options.put("propagationPolicy", text));
        query.all("dryRun").forEach(options.putArray("dryRun")::add);
        return options;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw ApiException.badRequest(
                    "strconv.ParseInt: parsing \"%s\": invalid syntax".formatted(text));
        }
    }

    private static Propagation propagation(
            ObjectNode given, Optional<Boolean> orphan, List<FieldError> errors) {
        String policy = given.path("propagationPolicy").asText("");
        FieldPath field = FieldPath.of("propagationPolicy");
        if (!policy.isEmpty() && orphan.isPresent()) {
            errors.add(
                    FieldError.invalid(
                            field,
                            policy,
                            "orphanDependents and deletionPropagation cannot be both set"));
        }
        if (orphan.isPresent()) {
            return orphan.get() ? Propagation.ORPHAN : Propagation.BACKGROUND;
        }
        return switch (policy) {
            case "" -> Propagation.UNSET;
            case "Background" -> Propagation.BACKGROUND;
            case "Foreground" -> Propagation.FOREGROUND;
            case "Orphan" -> Propagation.ORPHAN;
            default -> {
                errors.add(
                        new FieldError(
                                FieldError.Type.NOT_SUPPORTED,
                                field.text(),
                                "\"" + policy + "\"",
                                "supported values: \"Foreground\", \"Background\", \"Orphan\","
                                        + " \"nil\""));
                yield Propagation.UNSET;
            }
        };
    }
}
