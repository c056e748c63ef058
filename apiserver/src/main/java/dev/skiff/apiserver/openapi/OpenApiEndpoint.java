package dev.skiff.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.ApiResponse.Header;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.schema.TypeSchema;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Answers `/openapi/v3`, its documents, and `/openapi/v2`. Thread-safe. Each document is made
/// when it is first asked for, and kept.
public final class OpenApiEndpoint {
    private static final String V3 = "/openapi/v3";
    private static final String V2 = "/openapi/v2";
    private static final String V2_CONTENT_TYPE =
            "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
    private static final String JSON = "application/json";

    private final List<Kind> kinds;
    private final SchemaCatalogue schemas;
    private final String version;
    private final Map<String, Document> documents = new ConcurrentHashMap<>();

    private record Document(byte[] body, String hash) {}

    /// @param version of the server, as `/version` tells it
    public OpenApiEndpoint(List<Kind> kinds, SchemaCatalogue schemas, String version) {
        this.kinds = List.copyOf(kinds);
        this.schemas = schemas;
        this.version = version;
    }

    /// The answer, if the path is one of ours.
    public Optional<ApiResponse> answer(ApiRequest request) {
        String path = request.path();
        if (path.equals(V2)) {
            return Optional.of(v2(request));
        }
        if (path.equals(V3) || path.equals(V3 + "/")) {
            return Optional.of(respond(document("", this::root), JSON, List.of(), request));
        }
        if (!path.startsWith(V3 + "/")) {
            return Optional.empty();
        }
        String prefix = path.substring(V3.length() + 1);
        return kinds.stream()
                .map(Kind::groupVersion)
                .filter(groupVersion -> groupVersion.pathPrefix().equals(prefix))
                .findFirst()
                .map(groupVersion -> v3(groupVersion, request));
    }

    /// A document asked for by its current hash never changes; a stale hash is led to the
    /// current one.
    private ApiResponse v3(GroupVersion groupVersion, ApiRequest request) {
        Document document = document(groupVersion);
        String hash = request.query().firstOrEmpty("hash");
        if (hash.isEmpty()) {
            return respond(document, JSON, List.of(), request);
        }
        if (!hash.equals(document.hash())) {
            Header location = new Header("Location", location(groupVersion, document));
            return new ApiResponse.Full(301, List.of(location), new byte[0]);
        }
        List<Header> caching =
                List.of(
                        new Header("Cache-Control", "public, immutable"),
                        new Header("Expires", "Fri, 31 Dec 2055 23:59:59 GMT"));
        return respond(document, JSON, caching, request);
    }

    private ApiResponse v2(ApiRequest request) {
        String accept = request.headers().firstOrEmpty("Accept");
        if (!accept.contains("proto-openapi.spec.v2")
                && !accept.contains("*/*")
                && !accept.isEmpty()) {
            return ApiResponse.text(
                    406, "406 not acceptable: /openapi/v2 is served as " + V2_CONTENT_TYPE + "\n");
        }
        Document document = document(V2, () -> OpenApiV2.document(kinds, version));
        return respond(document, V2_CONTENT_TYPE, List.of(), request);
    }

    private static ApiResponse respond(
            Document document, String contentType, List<Header> more, ApiRequest request) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Content-Type", contentType));
        headers.add(new Header("ETag", "\"" + document.hash() + "\""));
        headers.add(new Header("Vary", "Accept"));
        headers.addAll(more);
        boolean isKnown =
                request.headers()
                        .firstOrEmpty("If-None-Match")
                        .equals("\"" + document.hash() + "\"");
        return new ApiResponse.Full(
                isKnown ? 304 : 200, headers, isKnown ? new byte[0] : document.body());
    }

    private byte[] root() {
        ObjectNode root = Json.object();
        ObjectNode paths = root.putObject("paths");
        kinds.stream()
                .map(Kind::groupVersion)
                .distinct()
                .forEach(
                        groupVersion ->
                                paths.putObject(groupVersion.pathPrefix())
                                        .put(
                                                "serverRelativeURL",
                                                location(groupVersion, document(groupVersion))));
        return Json.write(root);
    }

    private static String location(GroupVersion groupVersion, Document document) {
        return V3 + "/" + groupVersion.pathPrefix() + "?hash=" + document.hash();
    }

    private Document document(GroupVersion groupVersion) {
        return document(groupVersion.pathPrefix(), () -> groupVersionDocument(groupVersion));
    }

    private byte[] groupVersionDocument(GroupVersion groupVersion) {
        PathWriter paths = new PathWriter();
        SchemaWriter writer = new SchemaWriter(Descriptions.load());
        for (Kind kind : kinds) {
            if (kind.groupVersion().equals(groupVersion)) {
                paths.add(kind);
                writer.add(schemas.forKind(kind));
                schemas.forKind(groupVersion, kind.listKind()).ifPresent(writer::add);
                kind.subresources()
                        .forEach(
                                sub ->
                                        schemas.forKind(sub.groupVersion(), sub.kindName())
                                                .ifPresent(writer::add));
            }
        }
        for (String common : List.of("meta.v1.DeleteOptions", "meta.v1.Status")) {
            TypeSchema type = schemas.type(common);
            writer.add(type);
        }
        ObjectNode document = Json.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", version);
        document.set("paths", paths.paths());
        document.putObject("components").set("schemas", writer.schemas());
        return Json.write(document);
    }

    private Document document(String key, Supplier<byte[]> maker) {
        Document known = documents.get(key);
        if (known != null) {
            return known;
        }
        byte[] body = maker.get();
        Document made = new Document(body, hash(body));
        Document first = documents.putIfAbsent(key, made);
        return first == null ? made : first;
    }

    private static String hash(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}
