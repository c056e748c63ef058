package dev.skiff.apiserver.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.ApiResponse.Header;
import dev.skiff.api.status.Status;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Answers `/`, `/version`, `/api`, `/apis` and what lies between them and the resources.
/// Thread-safe.
///
/// Each document is made when it is first asked for, and kept.
public final class DiscoveryEndpoint {
    private static final String JSON = "application/json";
    private static final List<String> AGGREGATED_VERSIONS = List.of("v2", "v2beta1");

    private final List<Kind> kinds;
    private final List<GroupVersion> groupVersions;
    private final UnaryOperator<Kind> stored;
    private final List<String> rootPaths;
    private final Map<String, Document> documents = new ConcurrentHashMap<>();

    /// @param body the bytes of the document
    /// @param etag quoted
    private record Document(byte[] body, String etag) {}

    /// @param stored as which kind the objects of a kind are stored
    /// @param otherPaths what `/` lists besides the API's own paths
    public DiscoveryEndpoint(
            List<Kind> kinds, UnaryOperator<Kind> stored, List<String> otherPaths) {
        this.stored = stored;
        this.kinds = List.copyOf(kinds);
        this.groupVersions = kinds.stream().map(Kind::groupVersion).distinct().toList();
        this.rootPaths = List.copyOf(otherPaths);
    }

    /// The answer, if the path is one of ours.
    public Optional<ApiResponse> answer(ApiRequest request) {
        String path =
                request.path().length() > 1
                        ? request.path().replaceFirst("/$", "")
                        : request.path();
        return switch (path) {
            case "/" -> Optional.of(plain(path, request, this::root));
            case "/version" -> Optional.of(plain(path, request, ServerVersion.CURRENT::toTree));
            case "/api" ->
                    Optional.of(
                            discovery(path, request, List.of(""), LegacyDocuments::coreVersions));
            case "/apis" ->
                    Optional.of(
                            discovery(
                                    path,
                                    request,
                                    namedGroups(),
                                    () -> LegacyDocuments.groupList(groupVersions)));
            default -> ofGroup(path, request);
        };
    }

    private List<String> namedGroups() {
        return groupVersions.stream()
                .map(GroupVersion::group)
                .filter(group -> !group.isEmpty())
                .distinct()
                .toList();
    }

    private Optional<ApiResponse> ofGroup(String path, ApiRequest request) {
        String[] parts = path.substring(1).split("/", -1);
        if (parts[0].equals("api") && parts.length == 2) {
            return Optional.of(resources(path, request, new GroupVersion("", parts[1])));
        }
        if (!parts[0].equals("apis")
                || parts.length < 2
                || parts.length > 3
                || parts[1].isEmpty()) {
            return Optional.empty();
        }
        if (!namedGroups().contains(parts[1])) {
            return Optional.empty();
        }
        return Optional.of(
                parts.length == 2
                        ? plain(path, request, () -> LegacyDocuments.group(parts[1], groupVersions))
                        : resources(path, request, new GroupVersion(parts[1], parts[2])));
    }

    private ApiResponse resources(String path, ApiRequest request, GroupVersion groupVersion) {
        return groupVersions.contains(groupVersion)
                ? plain(
                        path,
                        request,
                        () -> LegacyDocuments.resourceList(groupVersion, kinds, stored))
                : unknown();
    }

    /// A version that a group doesn't have; upstream's answer carries empty details.
    private static ApiResponse unknown() {
        ObjectNode status =
                Status.failure(404, "NotFound", "the server could not find the requested resource")
                        .toTree();
        status.putObject("details");
        return ApiResponse.json(404, Json.write(status));
    }

    /// The aggregated form where the client's first choice is one we have, otherwise the old one.
    private ApiResponse discovery(
            String path, ApiRequest request, List<String> groups, Supplier<ObjectNode> legacy) {
        String accept = request.headers().firstOrEmpty("Accept");
        for (String choice : accept.split(",")) {
            String wanted = choice.replace(" ", "");
            for (String version : AGGREGATED_VERSIONS) {
                String form =
                        "application/json;g=apidiscovery.k8s.io;v="
                                + version
                                + ";as=APIGroupDiscoveryList";
                if (wanted.startsWith(form)) {
                    Document document =
                            document(
                                    path + " " + version,
                                    () -> AggregatedDocuments.list(version, groups, kinds));
                    return respond(document, form, request);
                }
            }
        }
        return plain(path, request, legacy);
    }

    private ApiResponse plain(String path, ApiRequest request, Supplier<ObjectNode> maker) {
        return respond(document(path, maker), JSON, request);
    }

    private static ApiResponse respond(Document document, String contentType, ApiRequest request) {
        List<Header> headers =
                List.of(
                        new Header("Content-Type", contentType),
                        new Header("ETag", document.etag()),
                        new Header("Vary", "Accept"));
        boolean isKnown = request.headers().firstOrEmpty("If-None-Match").equals(document.etag());
        return isKnown
                ? new ApiResponse.Full(304, headers, new byte[0])
                : new ApiResponse.Full(200, headers, document.body());
    }

    private Document document(String key, Supplier<ObjectNode> maker) {
        return documents.computeIfAbsent(
                key,
                _ -> {
                    byte[] body = Json.write(maker.get());
                    return new Document(body, "\"" + hash(body) + "\"");
                });
    }

    private ObjectNode root() {
        ObjectNode document = Json.object();
        var paths = document.putArray("paths");
        paths.add("/api").add("/apis");
        groupVersions.forEach(groupVersion -> paths.add("/" + groupVersion.pathPrefix()));
        rootPaths.forEach(paths::add);
        return document;
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-512").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-512", e);
        }
    }
}
