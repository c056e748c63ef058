package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.ApiResponse.Header;
import dev.skiff.api.request.WatchEncoder;
import dev.skiff.api.request.WatchStream;
import dev.skiff.api.status.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Puts results into the form the caller accepts. Objects and lists in their usual form are copied
/// from their stored bytes.
final class Answers {
    private static final byte NEW_LINE = '\n';

    private final InstantSource clock;

    Answers(InstantSource clock) {
        this.clock = clock;
    }

    /// One object.
    ///
    /// @param warnings texts of `Warning` headers
    ApiResponse object(
            int status, ResourceRequest request, StoredObject object, List<String> warnings) {
        Representation wanted = Representation.of(request);
        byte[] body =
                switch (wanted.form()) {
                    case Representation.Form.Whole() ->
                            wanted.isPlainJson() ? whole(object) : encode(wanted, object.tree());
                    case Representation.Form.Table table ->
                            encode(wanted, tables(request, table).single(object));
                    case Representation.Form.Partial(var version) ->
                            encode(wanted, PartialMetadata.single(object, version));
                };
        return new ApiResponse.Full(status, headers(warnings), body);
    }

    /// Something that is not an object of the kind, such as a Scale.
    ApiResponse tree(int status, ResourceRequest request, ObjectNode tree, List<String> warnings) {
        Representation wanted = Representation.of(request);
        return new ApiResponse.Full(status, headers(warnings), encode(wanted, tree));
    }

    ApiResponse list(ResourceRequest request, ListPage page, List<String> warnings) {
        Representation wanted = Representation.of(request);
        byte[] body =
                switch (wanted.form()) {
                    case Representation.Form.Whole() -> list(request, page, wanted);
                    case Representation.Form.Table table ->
                            encode(wanted, tables(request, table).list(page));
                    case Representation.Form.Partial(var version) ->
                            encode(wanted, PartialMetadata.list(page, version));
                };
        return new ApiResponse.Full(200, headers(warnings), body);
    }

    ApiResponse watch(ResourceRequest request, WatchStream stream, List<String> warnings) {
        Representation wanted = Representation.of(request);
        WatchEncoder encoder =
                switch (wanted.form()) {
                    case Representation.Form.Whole() ->
                            WatchFrames.whole(request.resource().kind());
                    case Representation.Form.Table table -> tables(request, table).watchEncoder();
                    case Representation.Form.Partial(var version) ->
                            PartialMetadata.watchEncoder(version);
                };
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Content-Type", "application/json"));
        headers.addAll(warningHeaders(warnings));
        return new ApiResponse.Watch(headers, stream, encoder);
    }

    static ApiResponse status(Status status, List<String> warnings) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Content-Type", "application/json"));
        if (status.retryAfterSeconds() > 0) {
            headers.add(new Header("Retry-After", Integer.toString(status.retryAfterSeconds())));
        }
        headers.addAll(warningHeaders(warnings));
        return new ApiResponse.Full(status.code(), headers, line(status.toJson()));
    }

    private TableAnswers tables(ResourceRequest request, Representation.Form.Table table) {
        return new TableAnswers(request.resource().strategy().printer(), table, clock);
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

    private static byte[] list(ResourceRequest request, ListPage page, Representation wanted) {
        byte[] plain = page.toJson(request.resource().kind());
        return wanted.isPlainJson() ? plain : encode(wanted, Json.readOwn(plain));
    }

    private static byte[] encode(Representation wanted, JsonNode tree) {
        return line(wanted.isPretty() ? pretty(tree) : Json.write(tree));
    }

    private static byte[] pretty(JsonNode tree) {
        try {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(tree);
        } catch (IOException e) {
            throw new UncheckedIOException("tree does not encode", e);
        }
    }

    private static byte[] line(byte[] text) {
        byte[] line = Arrays.copyOf(text, text.length + 1);
        line[text.length] = NEW_LINE;
        return line;
    }

    private static List<Header> headers(List<String> warnings) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Content-Type", "application/json"));
        headers.addAll(warningHeaders(warnings));
        return headers;
    }

    private static List<Header> warningHeaders(List<String> warnings) {
        return warnings.stream()
                .map(text -> new Header("Warning", "299 - " + quoted(text)))
                .toList();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else {
                quoted.append(c < ' ' ? ' ' : c);
            }
        }
        return quoted.append('"').toString();
    }
}
