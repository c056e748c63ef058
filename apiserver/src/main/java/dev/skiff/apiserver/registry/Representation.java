package dev.skiff.apiserver.registry;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the caller wants its answer to look like.
///
/// @param isPretty whether JSON is indented
record Representation(Form form, boolean isPretty) {
    private static final String META_GROUP = "meta.k8s.io";
    private static final String OFFERED =
            "application/json, application/yaml, application/vnd.kubernetes.protobuf";
    private static final String OFFERED_TO_WATCH =
            ", application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch";

    /// What is shown of an object.
    sealed interface Form {
        record Whole() implements Form {}

        /// @param version of `meta.k8s.io`
        record Table(String version, RowObject rowObject) implements Form {}

        /// Metadata alone.
        record Partial(String version) implements Form {}
    }

    /// What a row of a table carries besides its cells.
    enum RowObject {
        NONE,
        METADATA,
        OBJECT
    }

    /// The first of the accepted forms that we have.
    static Representation of(ResourceRequest call) {
        ApiRequest request = call.http();
        String accept = request.headers().firstOrEmpty("Accept");
        List<MediaRange> ranges =
                MediaRange.parseAll(accept.isBlank() ? "application/json" : accept);
        boolean isPretty = isPretty(request);
        return ranges.stream()
                .map(range -> read(range, request, isPretty))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> notAcceptable(call, ranges));
    }

    private static Optional<Representation> read(
            MediaRange range, ApiRequest request, boolean isPretty) {
        boolean isJson = range.type().equals("application/json") || range.type().equals("*/*");
        boolean pretty = isPretty || range.parameter("pretty").equals("1");
        return form(range, request)
                .filter(_ -> isJson)
                .map(form -> new Representation(form, pretty));
    }

    /// Whether stored bytes can be handed out as they are.
    boolean isPlainJson() {
        return !isPretty;
    }

    private static Optional<Form> form(MediaRange range, ApiRequest request) {
        String as = range.parameter("as");
        if (as.isEmpty()) {
            return Optional.of(new Form.Whole());
        }
        String version = range.parameter("v");
        boolean isKnown =
                range.parameter("g").equals(META_GROUP)
                        && (version.equals("v1") || version.equals("v1beta1"));
        return switch (as) {
            case "Table" ->
                    Optional.<Form>of(new Form.Table(version, rowObject(request)))
                            .filter(_ -> isKnown);
            case "PartialObjectMetadata", "PartialObjectMetadataList" ->
                    Optional.<Form>of(new Form.Partial(version)).filter(_ -> isKnown);
            default -> Optional.empty();
        };
    }

    private static RowObject rowObject(ApiRequest request) {
        return switch (request.query().firstOrEmpty("includeObject")) {
            case "None" -> RowObject.NONE;
            case "Object" -> RowObject.OBJECT;
            default -> RowObject.METADATA;
        };
    }

    /// Asked for, or the caller is somebody's eyes.
    private static boolean isPretty(ApiRequest request) {
        Optional<String> asked = request.query().first("pretty");
        if (asked.isPresent()) {
            return !asked.get().equals("false") && !asked.get().equals("0");
        }
        String agent = request.headers().firstOrEmpty("User-Agent").toLowerCase(Locale.ROOT);
        return agent.startsWith("curl")
                || agent.startsWith("wget")
                || agent.startsWith("mozilla/5.0");
    }

    private static ApiException notAcceptable(ResourceRequest call, List<MediaRange> ranges) {
        boolean hasForm = ranges.stream().anyMatch(range -> !range.parameter("as").isEmpty());
        if (hasForm) {
            String message = "only the following media types are accepted: " + OFFERED;
            return new ApiException(Status.failure(406, "NotAcceptable", message));
        }
        String verb = call.attributes().verb();
        boolean isStreamable = verb.equals("list") || verb.equals("watch");
        String message =
                "406: Not Acceptable\n\nAvailable representations: "
                        + OFFERED
                        + (isStreamable ? OFFERED_TO_WATCH : "");
        return new ApiException(Status.failure(406, "NotAcceptable", message).withEmptyDetails());
    }
}
