package dev.skiff.apiserver.openapi;

import dev.skiff.api.kind.GroupVersion;
import dev.skiff.apiserver.openapi.ApiOperation.Answer;
import dev.skiff.apiserver.openapi.ApiOperation.Content;
import java.util.List;
import java.util.Optional;

/// The paths that tell of the server itself: its versions and groups, and how to verify the tokens
/// of service accounts.
final class DiscoveryPaths {
    static final String VERSIONS_TYPE = "meta.v1.APIVersions";
    static final String GROUPS_TYPE = "meta.v1.APIGroupList";
    static final String GROUP_TYPE = "meta.v1.APIGroup";
    static final String RESOURCES_TYPE = "meta.v1.APIResourceList";
    static final String VERSION_TYPE = "version.Info";

    private DiscoveryPaths() {}

    static ApiPath version() {
        return path(
                "/version/",
                "getCodeVersion",
                "Tells the version of the server.",
                "version",
                new Content(MediaTypes.JSON, SchemaNames.of(VERSION_TYPE), true));
    }

    static ApiPath coreVersions() {
        return path(
                "/api/",
                "getCoreAPIVersions",
                "Lists the versions of the core group.",
                "core",
                object(VERSIONS_TYPE));
    }

    static ApiPath groups() {
        return path(
                "/apis/",
                "getAPIVersions",
                "Lists the groups with their versions.",
                "apis",
                object(GROUPS_TYPE));
    }

    static ApiPath group(String group) {
        return path(
                "/apis/" + group + "/",
                "get" + OperationNames.title(group) + "APIGroup",
                "Tells the versions of the group.",
                OperationNames.tag(group),
                object(GROUP_TYPE));
    }

    static ApiPath resources(GroupVersion groupVersion) {
        return path(
                "/" + groupVersion.pathPrefix() + "/",
                "get" + OperationNames.title(groupVersion) + "APIResources",
                "Lists the resources of the group version.",
                OperationNames.tag(groupVersion),
                object(RESOURCES_TYPE));
    }

    static ApiPath issuer() {
        return path(
                "/.well-known/openid-configuration/",
                "getServiceAccountIssuerOpenIDConfiguration",
                "Tells who issues the tokens of service accounts.",
                "WellKnown",
                new Content(MediaTypes.JSON, ApiOperation.TEXT, true));
    }

    static ApiPath keys() {
        return path(
                "/openid/v1/jwks/",
                "getServiceAccountIssuerOpenIDKeyset",
                "Tells the keys that verify the tokens of service accounts.",
                "openid",
                new Content(List.of("application/jwk-set+json"), ApiOperation.TEXT, true));
    }

    private static Content object(String type) {
        return new Content(MediaTypes.OBJECT, SchemaNames.of(type), true);
    }

    private static ApiPath path(
            String path, String id, String description, String tag, Content answer) {
        ApiOperation operation =
                new ApiOperation(
                        "get",
                        id,
                        description,
                        tag,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        List.of(
                                new Answer(200, "OK", Optional.of(answer)),
                                new Answer(401, "Unauthorized", Optional.empty())));
        return ApiPath.of(path, List.of(operation));
    }
}
