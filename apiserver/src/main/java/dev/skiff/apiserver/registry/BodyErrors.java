package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.patch.PatchResult;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.HexFormat;
import java.util.List;

/// What is wrong with a body, in upstream's words.
final class BodyErrors {
    /// How upstream names what it reads first of any object.
    static final String OBJECT_HEAD =
            "struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string"
                    + " \"json:\\\"kind,omitempty\\\"\" }";

    private static final int SHOWN_BYTES = 30;

    private BodyErrors() {}

    static ApiException noJson(BodyShape shape, String why, byte[] body) {
        return unrecognized(shape, "couldn't get version/kind; json parse error: " + why, body);
    }

    static ApiException unrecognized(BodyShape shape, String why, byte[] body) {
        String shown =
                HexFormat.of().formatHex(body, 0, Math.min(body.length, SHOWN_BYTES))
                        + (body.length > SHOWN_BYTES ? " ..." : "");
        return ApiException.badRequest(
                "the object provided is unrecognized (must be of type %s): %s (%s)"
                        .formatted(shape.kindName(), why, body.length == 0 ? "<empty>" : shown));
    }

    /// That it is of another kind, if it is; otherwise `why`.
    static ApiException wrongKindOr(JsonNode tree, BodyShape shape, String why) {
        requireKind(tree, shape);
        return cannotBeHandled(shape, why);
    }

    static void requireKind(JsonNode head, BodyShape shape) {
        String apiVersion = head.path("apiVersion").asText();
        String name = head.path("kind").asText();
        if (!name.isEmpty() && !name.equals(shape.kindName())) {
            String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
            throw ApiException.badRequest(
                    "%s in version \"%s\" cannot be handled as a %s: converting (%s.%s) to (%s): unknown conversion"
                            .formatted(
                                    name,
                                    version,
                                    shape.kindName(),
                                    version,
                                    name,
                                    shape.internalName()));
        }
        if (!apiVersion.isEmpty() && !shape.understands(apiVersion)) {
            throw ApiException.badRequest(
                    "the API version in the data (%s) does not match the expected API version (%s)"
                            .formatted(apiVersion, shape.apiVersion()));
        }
    }

    static ApiException cannotBeHandled(BodyShape shape, String why) {
        return ApiException.badRequest(
                "%s in version \"%s\" cannot be handled as a %s: %s"
                        .formatted(
                                shape.kindName(),
                                shape.groupVersion().version(),
                                shape.kindName(),
                                why));
    }

    /// What a patch came to, or, where it was merged by the rules of a type, the patch.
    static ApiException badPatch(PatchResult.Patched patched, String why) {
        FieldPath field = FieldPath.of("patch");
        String shown =
                patched.merged()
                        .map(GoText::value)
                        .orElseGet(() -> ShownObject.text(patched.document()));
        return FieldError.invalid("", "", "", List.of(FieldError.invalid(field, shown, why)));
    }

    static String notRegistered(JsonNode tree) {
        return "no kind \"%s\" is registered for version \"%s\" in scheme \"pkg/api/legacyscheme/scheme.go:30\""
                .formatted(tree.path("kind").asText(), tree.path("apiVersion").asText());
    }
}
