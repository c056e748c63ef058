package dev.skiff.apiserver.openapi;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// The version 2 document as a gnostic `Document` in protobuf, with what clients up to kubectl 1.28
/// look for: that the server validates fields itself, kind by kind. Its field numbers are those of
/// gnostic's `OpenAPIv2.proto`.
///
/// For a kind that is not in it kubectl asks whether Namespaces are validated by the server, and if
/// so for the CustomResourceDefinitions, where a 404 ends its work with an error that hides the
/// true one, "no matches for kind". So as long as there are none of these, the path of Namespaces
/// doesn't name the parameter; the server heeds it all the same, and kubectl sends it.
final class OpenApiV2 {
    private static final int DOCUMENT_SWAGGER = 1;
    private static final int DOCUMENT_INFO = 2;
    private static final int DOCUMENT_PATHS = 8;
    private static final int INFO_TITLE = 1;
    private static final int INFO_VERSION = 2;
    private static final int PATHS_PATH = 2;
    private static final int NAMED_NAME = 1;
    private static final int NAMED_VALUE = 2;
    private static final int PATH_ITEM_PATCH = 8;
    private static final int OPERATION_PARAMETERS = 8;
    private static final int OPERATION_EXTENSION = 13;
    private static final int ITEM_PARAMETER = 1;
    private static final int PARAMETER_NON_BODY = 2;
    private static final int NON_BODY_QUERY = 3;
    private static final int QUERY_IN = 2;
    private static final int QUERY_NAME = 4;
    private static final int QUERY_TYPE = 6;
    private static final int ANY_YAML = 2;

    /// Writes the fields of one message.
    @FunctionalInterface
    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    private OpenApiV2() {}

    static byte[] document(List<Kind> kinds, String version) {
        return message(
                document -> {
                    document.writeString(DOCUMENT_SWAGGER, "2.0");
                    nested(
                            document,
                            DOCUMENT_INFO,
                            info -> {
                                info.writeString(INFO_TITLE, "Kubernetes");
                                info.writeString(INFO_VERSION, version);
                            });
                    nested(document, DOCUMENT_PATHS, paths -> paths(paths, kinds));
                });
    }

    private static void paths(CodedOutputStream out, List<Kind> kinds) throws IOException {
        for (Kind kind : kinds) {
            if (kind.verbs().contains("patch")) {
                String path = kind.objectPath(kind.isNamespaced() ? "{namespace}" : "", "{name}");
                nested(
                        out,
                        PATHS_PATH,
                        named -> path(named, path, patch -> operation(patch, kind, kinds)));
            }
        }
    }

    private static void path(CodedOutputStream out, String path, Fields patch) throws IOException {
        out.writeString(NAMED_NAME, path);
        nested(out, NAMED_VALUE, item -> nested(item, PATH_ITEM_PATCH, patch));
    }

    private static void operation(CodedOutputStream out, Kind kind, List<Kind> kinds)
            throws IOException {
        if (!kind.equals(Kinds.NAMESPACE) || haveCustomResources(kinds)) {
            parameter(out);
        }
        nested(out, OPERATION_EXTENSION, named -> groupVersionKind(named, kind));
    }

    private static boolean haveCustomResources(List<Kind> kinds) {
        return kinds.stream().anyMatch(kind -> kind.group().equals("apiextensions.k8s.io"));
    }

    private static void parameter(CodedOutputStream out) throws IOException {
        nested(
                out,
                OPERATION_PARAMETERS,
                item ->
                        nested(
                                item,
                                ITEM_PARAMETER,
                                parameter ->
                                        nested(
                                                parameter,
                                                PARAMETER_NON_BODY,
                                                nonBody ->
                                                        nested(
                                                                nonBody,
                                                                NON_BODY_QUERY,
                                                                OpenApiV2::fieldValidation))));
    }

    private static void fieldValidation(CodedOutputStream out) throws IOException {
        out.writeString(QUERY_IN, "query");
        out.writeString(QUERY_NAME, "fieldValidation");
        out.writeString(QUERY_TYPE, "string");
    }

    private static void groupVersionKind(CodedOutputStream out, Kind kind) throws IOException {
        String yaml =
                "group: \"%s\"\nkind: %s\nversion: %s\n"
                        .formatted(kind.group(), kind.name(), kind.groupVersion().version());
        out.writeString(NAMED_NAME, GroupVersionKinds.EXTENSION);
        nested(out, NAMED_VALUE, any -> any.writeString(ANY_YAML, yaml));
    }

    private static void nested(CodedOutputStream out, int field, Fields fields) throws IOException {
        out.writeBytes(field, ByteString.copyFrom(message(fields)));
    }

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return bytes.toByteArray();
    }
}
