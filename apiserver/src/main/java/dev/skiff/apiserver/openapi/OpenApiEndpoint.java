package dev.skiff.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.ApiResponse.Header;
import dev.skiff.api.schema.SchemaCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Answers `/openapi/v3`, its documents, and `/openapi/v2`. Thread-safe. Each document is made
/// when it is first asked for, and kept.
public final class OpenApiEndpoint {
    private static final String V3 = "/openapi/v3";
    private static final String V2 = "/openapi/v2";
    private static final String JSON = "application/json";

    /// As upstream: below this, documents are sent as they are.
    private static final int GZIP_FROM_BYTES = 128 * 1024;

    private static final DateTimeFormatter RFC_1123 =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private final OpenApiDocuments documents;
    private final InstantSource clock;

    /// The forms of a document.
    private enum Form {
        JSON,
        PROTOBUF,
        NONE
    }

    /// @param answersDeletedObject whether deleting an object of the kind answers with the object
    /// @param version of the server, as `/version` tells it
    public OpenApiEndpoint(
            List<Kind> kinds,
            SchemaCatalogue schemas,
            Predicate<Kind> answersDeletedObject,
            String version,
            InstantSource clock) {
        this.documents = new OpenApiDocuments(kinds, schemas, answersDeletedObject, version);
        this.clock = clock;
    }

    /// The answer, if the path is one of ours.
    public Optional<ApiResponse> answer(ApiRequest request) {
        String path = request.path();
        if (path.equals(V2)) {
            return Optional.of(v2(request));
        }
        if (path.equals(V3)) {
            return Optional.of(root(request));
        }
        if (!path.startsWith(V3 + "/")) {
            return Optional.empty();
        }
        String key = path.substring(V3.length() + 1);
        return Optional.ofNullable(documents.v3().get(key))
                .map(document -> v3(key, document, request));
    }

    private ApiResponse v2(ApiRequest request) {
        OpenApiDocument document = documents.v2();
        return switch (form("v2", request)) {
            case JSON -> respond(document.json().get(), JSON, List.of(), request);
            case PROTOBUF -> respond(document.protobuf().get(), protobuf("v2"), List.of(), request);
            case NONE -> notAcceptable();
        };
    }

    /// A document asked for by its current hash never changes; a stale hash is led to the
    /// current one. The hash is that of the JSON, whatever form is asked for.
    private ApiResponse v3(String key, OpenApiDocument document, ApiRequest request) {
        Form form = form("v3", request);
        if (form == Form.NONE) {
            return notAcceptable();
        }
        PackedBytes json = document.json().get();
        String asked = request.query().firstOrEmpty("hash");
        if (!asked.isEmpty() && !asked.equals(json.hash())) {
            return moved(location(key, json));
        }
        List<Header> caching = asked.isEmpty() ? List.of() : forEver();
        if (form == Form.JSON) {
            return respond(json, JSON, caching, request);
        }
        PackedBytes protobuf = document.protobuf().get();
        return respond(
                new PackedBytes(protobuf.gzip(), protobuf.sizeBytes(), json.hash()),
                protobuf("v3"),
                caching,
                request);
    }

    private ApiResponse root(ApiRequest request) {
        ObjectNode root = Json.object();
        ObjectNode paths = root.putObject("paths");
        documents
                .v3()
                .forEach(
                        (key, document) ->
                                paths.putObject(key)
                                        .put(
                                                "serverRelativeURL",
                                                location(key, document.json().get())));
        return respond(PackedBytes.of(Json.write(root)), JSON, List.of(), request);
    }

    private static String location(String key, PackedBytes json) {
        return V3 + "/" + key + "?hash=" + json.hash();
    }

    /// The first form the client names that there is.
    private static Form form(String version, ApiRequest request) {
        String accept = request.headers().firstOrEmpty("Accept");
        for (String choice : (accept.isBlank() ? "*/*" : accept).split(",", -1)) {
            String type = choice.replaceFirst(";.*", "").strip();
            if (List.of("*/*", "application/*", JSON).contains(type)) {
                return Form.JSON;
            }
            if (type.equals(protobuf(version)) || type.equals(protobufAsAsked(version))) {
                return Form.PROTOBUF;
            }
        }
        return Form.NONE;
    }

    private static String protobuf(String version) {
        return "application/com.github.proto-openapi.spec.%s.v1.0+protobuf".formatted(version);
    }

    /// What clients ask for, though it is no media type.
    private static String protobufAsAsked(String version) {
        return "application/com.github.proto-openapi.spec.%s@v1.0+protobuf".formatted(version);
    }

    private List<Header> forEver() {
        String nextYear = RFC_1123.format(clock.instant().atZone(ZoneOffset.UTC).plusYears(1));
        return List.of(
                new Header("Cache-Control", "public, immutable"), new Header("Expires", nextYear));
    }

    private static ApiResponse respond(
            PackedBytes document, String contentType, List<Header> more, ApiRequest request) {
        List<Header> headers = new ArrayList<>();
        String tag = "\"" + document.hash() + "\"";
        headers.add(new Header("ETag", tag));
        headers.add(new Header("Vary", "Accept"));
        headers.addAll(more);
        if (isKnown(tag, request)) {
            return new ApiResponse.Full(304, headers, new byte[0]);
        }
        headers.add(new Header("Content-Type", contentType));
        boolean isPacked =
                document.sizeBytes() > GZIP_FROM_BYTES
                        && request.headers().all("Accept-Encoding").stream()
                                .anyMatch(value -> value.contains("gzip"));
        if (isPacked) {
            headers.add(new Header("Content-Encoding", "gzip"));
            headers.add(new Header("Vary", "Accept-Encoding"));
        }
        return new ApiResponse.Full(200, headers, isPacked ? document.gzip() : document.plain());
    }

    private static boolean isKnown(String tag, ApiRequest request) {
        for (String header : request.headers().all("If-None-Match")) {
            for (String known : header.split(",", -1)) {
                String plain = known.strip().replaceFirst("^W/", "");
                if (plain.equals(tag) || plain.equals("*")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static ApiResponse moved(String location) {
        String page = "<a href=\"" + location + "\">Moved Permanently</a>.\n\n";
        return new ApiResponse.Full(
                301,
                List.of(
                        new Header("Content-Type", "text/html; charset=utf-8"),
                        new Header("Location", location),
                        new Header("Vary", "Accept")),
                page.getBytes(StandardCharsets.UTF_8));
    }

    private static ApiResponse notAcceptable() {
        return new ApiResponse.Full(406, List.of(new Header("Vary", "Accept")), new byte[0]);
    }
}
