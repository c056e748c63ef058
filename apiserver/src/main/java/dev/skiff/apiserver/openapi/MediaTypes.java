package dev.skiff.apiserver.openapi;

import java.util.List;

/// The media types of bodies, as upstream lists them.
final class MediaTypes {
    static final List<String> ANY = List.of("*/*");
    static final List<String> JSON = List.of("application/json");
    static final List<String> OBJECT =
            List.of("application/json", "application/vnd.kubernetes.protobuf", "application/yaml");
    static final List<String> COLLECTION =
            List.of(
                    "application/json",
                    "application/json;stream=watch",
                    "application/vnd.kubernetes.protobuf",
                    "application/vnd.kubernetes.protobuf;stream=watch",
                    "application/yaml");
    static final List<String> LOG =
            List.of(
                    "application/json",
                    "application/vnd.kubernetes.protobuf",
                    "application/yaml",
                    "text/plain");
    static final List<String> PATCH =
            List.of(
                    "application/apply-patch+yaml",
                    "application/json-patch+json",
                    "application/merge-patch+json",
                    "application/strategic-merge-patch+json");

    private MediaTypes() {}
}
