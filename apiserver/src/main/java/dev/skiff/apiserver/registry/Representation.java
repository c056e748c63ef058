package dev.skiff.apiserver.registry;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.protobuf.ProtobufBody;
import dev.skiff.api.protobuf.ProtobufWriter;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the caller wants its answer to look like.
///
record Representation(Form form, Encoding encoding) {
    private static final String META_GROUP = "meta.k8s.io";
    private static final String PARTIAL = "PartialObjectMetadata";
    private static final String PARTIAL_LIST = "PartialObjectMetadataList";
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
        ///
        /// @param isOfList whether a list was asked for
        record Partial(String version, boolean isOfList) implements Form {
            String kind() {
                return isOfList ? PARTIAL_LIST : PARTIAL;
            }
        }
    }

    enum Encoding {
        JSON("application/json"),
        INDENTED_JSON("application/json"),
        YAML("application/yaml"),
        PROTOBUF(ProtobufBody.MEDIA_TYPE);

        private final String contentType;

        Encoding(String contentType) {
            this.contentType = contentType;
        }

        String contentType() {
            return contentType;
        }

        String watchContentType() {
            return this == PROTOBUF ? contentType + ";stream=watch" : contentType;
        }
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
        return ranges.stream()
                .map(range -> read(range, call))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> notAcceptable(call, ranges));
    }

    private static Optional<Representation> read(MediaRange range, ResourceRequest call) {
        Optional<Encoding> encoding = encoding(range, call);
        return encoding.isEmpty()
                ? Optional.empty()
                : form(range, call.http()).map(form -> new Representation(form, encoding.get()));
    }

    /// A watch is a sequence of JSON documents, never of YAML.
    private static Optional<Encoding> encoding(MediaRange range, ResourceRequest call) {
        boolean isPretty = isPretty(call.http()) || range.parameter("pretty").equals("1");
        return switch (range.type()) {
            case "application/json", "*/*" ->
                    Optional.of(isPretty ? Encoding.INDENTED_JSON : Encoding.JSON);
            case "application/yaml" ->
                    Optional.of(Encoding.YAML)
                            .filter(_ -> !call.attributes().verb().equals("watch"));
            case ProtobufBody.MEDIA_TYPE ->
                    Optional.of(Encoding.PROTOBUF).filter(_ -> hasProtobuf(range, call));
            default -> Optional.empty();
        };
    }

    /// Tables and metadata alone go as JSON: who asks for them in protobuf takes that too.
    private static boolean hasProtobuf(MediaRange range, ResourceRequest call) {
        Kind kind = call.resource().strategy().kind();
        return range.parameter("as").isEmpty()
                && ProtobufWriter.knows(kind.groupVersion(), kind.name());
    }

    /// Whether stored bytes can be handed out as they are.
    boolean isPlainJson() {
        return encoding == Encoding.JSON;
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
            case PARTIAL, PARTIAL_LIST ->
                    Optional.<Form>of(new Form.Partial(version, as.equals(PARTIAL_LIST)))
                            .filter(_ -> isKnown);
            default -> Optional.empty();
        };
    }

    private static RowObject rowObject(ApiRequest request) {
        String wanted = request.query().firstOrEmpty("includeObject");
        return switch (wanted) {
            case "None" -> RowObject.NONE;
            case "Object" -> RowObject.OBJECT;
            case "", "Metadata" -> RowObject.METADATA;
            default ->
                    throw ApiException.badRequest(
                            "Unable to convert to Table as requested: includeObject: Invalid value:"
                                    + " \"%s\": must be 'Metadata', 'Object', 'None', or empty"
                                            .formatted(wanted));
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
