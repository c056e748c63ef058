package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.Yaml;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.protobuf.ProtobufWriter;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.ApiResponse.Header;
import dev.skiff.api.request.WatchEncoder;
import dev.skiff.api.request.WatchStream;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.apiserver.table.ScalePrinter;
import dev.skiff.apiserver.table.TablePrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Puts results into the form the caller accepts. Objects and lists in their usual form are copied
/// from their stored bytes.
final class Answers {
    private static final byte NEW_LINE = '\n';
    private static final TablePrinter SCALES = new ScalePrinter();

    private final InstantSource clock;
    private final ProtobufWriter protobuf;

    Answers(InstantSource clock, SchemaCatalogue schemas) {
        this.clock = clock;
        this.protobuf = new ProtobufWriter(schemas);
    }

    /// One object.
    ///
    /// @param warnings texts of `Warning` headers
    ApiResponse object(
            int status, ResourceRequest request, StoredObject object, List<String> warnings) {
        return single(status, request, object, request.resource().strategy().printer(), warnings);
    }

    /// An object of the kind as a Scale.
    ApiResponse scale(
            int status, ResourceRequest request, ObjectNode scale, List<String> warnings) {
        return single(status, request, StoredObject.ofWire(scale), SCALES, warnings);
    }

    private ApiResponse single(
            int status,
            ResourceRequest request,
            StoredObject object,
            TablePrinter printer,
            List<String> warnings) {
        Representation wanted = Representation.of(request);
        byte[] body =
                switch (wanted.form()) {
                    case Representation.Form.Whole() ->
                            wanted.isPlainJson() ? whole(object) : encode(wanted, object.tree());
                    case Representation.Form.Table table ->
                            encode(
                                    wanted,
                                    new TableAnswers(kind(request), printer, table, clock)
                                            .single(object));
                    case Representation.Form.Partial partial -> {
                        requireSingle(request, partial);
                        yield encode(wanted, PartialMetadata.single(object, partial.version()));
                    }
                };
        return new ApiResponse.Full(status, headers(wanted, warnings), body);
    }

    ApiResponse list(ResourceRequest request, ListPage page, List<String> warnings) {
        Representation wanted = Representation.of(request);
        ListBody body =
                switch (wanted.form()) {
                    case Representation.Form.Whole() -> page.body(kind(request));
                    case Representation.Form.Table table -> tables(request, table).list(page);
                    case Representation.Form.Partial partial -> {
                        requireList(request, partial);
                        yield PartialMetadata.list(page, kind(request), partial.version());
                    }
                };
        ApiResponse.InPieces answer =
                new ApiResponse.InPieces(200, headers(wanted, warnings), body);
        if (!wanted.isPlainJson()) {
            return inOtherForm(answer, wanted);
        }
        return page.isSmall() ? answer.whole() : answer;
    }

    private ApiResponse inOtherForm(ApiResponse.InPieces list, Representation wanted) {
        byte[] plain = list.whole().body();
        return new ApiResponse.Full(
                list.status(), list.headers(), encode(wanted, Json.readOwn(plain)));
    }

    ApiResponse watch(ResourceRequest request, WatchStream stream, List<String> warnings) {
        Representation wanted = Representation.of(request);
        Kind kind = kind(request);
        WatchEncoder encoder =
                switch (wanted.form()) {
                    case Representation.Form.Whole() ->
                            wanted.encoding() == Representation.Encoding.PROTOBUF
                                    ? new ProtobufFrames(kind, protobuf)
                                    : WatchFrames.whole(kind);
                    case Representation.Form.Table table -> tables(request, table).watchEncoder();
                    case Representation.Form.Partial partial ->
                            PartialMetadata.watchEncoder(partial.version());
                };
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Content-Type", wanted.encoding().watchContentType()));
        headers.addAll(WarningHeaders.of(warnings));
        return new ApiResponse.Watch(headers, stream, encoder);
    }

    static ApiResponse status(Status status, List<String> warnings) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Content-Type", "application/json"));
        if (status.retryAfterSeconds() > 0) {
            headers.add(new Header("Retry-After", Integer.toString(status.retryAfterSeconds())));
        }
        headers.addAll(WarningHeaders.of(warnings));
        return new ApiResponse.Full(status.code(), headers, line(status.toJson()));
    }

    private static Kind kind(ResourceRequest request) {
        return request.resource().strategy().kind();
    }

    private TableAnswers tables(ResourceRequest request, Representation.Form.Table table) {
        return new TableAnswers(
                kind(request), request.resource().strategy().printer(), table, clock);
    }

    private static byte[] whole(StoredObject object) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(object.encoded().length + 48);
        try {
            object.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        out.write(NEW_LINE);
        return out.toByteArray();
    }

    private byte[] encode(Representation wanted, ObjectNode tree) {
        return switch (wanted.encoding()) {
            case JSON -> line(Json.write(tree));
            case INDENTED_JSON -> line(Json.writeIndented(tree));
            case PROTOBUF -> protobuf.write(tree);
            case YAML -> Yaml.write(tree).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static void requireSingle(
            ResourceRequest request, Representation.Form.Partial partial) {
        if (partial.isOfList()) {
            throw mismatch(partial, "is not a list (*%s)", request);
        }
    }

    private static void requireList(ResourceRequest request, Representation.Form.Partial partial) {
        if (!partial.isOfList()) {
            throw mismatch(partial, "is a list (*%sList)", request);
        }
    }

    private static ApiException mismatch(
            Representation.Form.Partial partial, String why, ResourceRequest request) {
        String message =
                "you requested %s, but the requested object "
                        + why.formatted(request.resource().shape().internalName());
        return new ApiException(
                Status.failure(406, "NotAcceptable", message.formatted(partial.kind())));
    }

    /// The same answer with one more warning, before the others.
    static ApiResponse warned(ApiResponse answer, String warning) {
        List<Header> headers = new ArrayList<>(WarningHeaders.of(List.of(warning)));
        headers.addAll(answer.headers());
        return switch (answer) {
            case ApiResponse.Full(var status, var _, var body) ->
                    new ApiResponse.Full(status, headers, body);
            case ApiResponse.InPieces(var status, var _, var pieces) ->
                    new ApiResponse.InPieces(status, headers, pieces);
            case ApiResponse.Watch(var _, var stream, var encoder) ->
                    new ApiResponse.Watch(headers, stream, encoder);
            case ApiResponse.Streaming(var status, var _, var stream) ->
                    new ApiResponse.Streaming(status, headers, stream);
        };
    }

    private static byte[] line(byte[] text) {
        byte[] line = Arrays.copyOf(text, text.length + 1);
        line[text.length] = NEW_LINE;
        return line;
    }

    private static List<Header> headers(Representation wanted, List<String> warnings) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Content-Type", wanted.encoding().contentType()));
        headers.addAll(WarningHeaders.of(warnings));
        return headers;
    }
}
