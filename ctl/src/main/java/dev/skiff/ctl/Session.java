package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.Parameters;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.status.Status;
import dev.skiff.client.Transport;
import dev.skiff.client.UnreachableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one command runs on: a server, the namespace that holds where none is given, and where
/// to print.
final class Session {
    static final String JSON = "application/json";

    record ChosenNamespace(String name, boolean isAskedFor) {}

    private final Transport transport;
    private final String server;
    private final ChosenNamespace namespace;
    private final ZoneId zone;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final InstantSource time;
    private @Nullable ResourceCatalogue catalogue;

    /// @param server as messages name it: `127.0.0.1:6443`
    Session(
            Transport transport,
            String server,
            ChosenNamespace namespace,
            ZoneId zone,
            ClusterCommands.Terminal terminal) {
        this.transport = transport;
        this.server = server;
        this.namespace = namespace;
        this.zone = zone;
        this.in = terminal.in();
        this.out = terminal.out();
        this.err = terminal.err();
        this.time = terminal.time();
    }

    InputStream in() {
        return in;
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    InstantSource time() {
        return time;
    }

    /// Where the user is, for the times shown.
    ZoneId zone() {
        return zone;
    }

    String namespace() {
        return namespace.name();
    }

    /// Whether the user asked for it in this call, so that no manifest may name another.
    boolean isNamespaceAskedFor() {
        return namespace.isAskedFor();
    }

    ResourceCatalogue catalogue() {
        ResourceCatalogue known = catalogue;
        if (known == null) {
            known = ResourceCatalogue.of(discovery("/api"), discovery("/apis"));
            catalogue = known;
        }
        return known;
    }

    private JsonNode discovery(String path) {
        return success(
                send(
                        "GET",
                        path,
                        Map.of(),
                        Map.of("Accept", ResourceCatalogue.ACCEPT),
                        new byte[0]));
    }

    ObjectNode get(String path, Map<String, String> query) {
        return success(send("GET", path, query, Map.of("Accept", JSON), new byte[0]));
    }

    /// The object, unless the server says it isn't there.
    Optional<ObjectNode> find(String path) {
        ApiResponse.Full answer =
                full(send("GET", path, Map.of(), Map.of("Accept", JSON), new byte[0]));
        return answer.status() == 404 && status(answer).reason().equals("NotFound")
                ? Optional.empty()
                : Optional.of(success(answer));
    }

    ObjectNode write(
            String method,
            String path,
            Map<String, String> query,
            String contentType,
            JsonNode body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", JSON);
        headers.put("Content-Type", contentType);
        return success(send(method, path, query, headers, Json.write(body)));
    }

    /// One call, whatever its answer.
    ApiResponse send(
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body) {
        try {
            return transport.send(
                    new ApiRequest(
                            method,
                            path,
                            Parameters.query(lists(query)),
                            Parameters.headers(lists(headers)),
                            body,
                            UserInfo.ANONYMOUS));
        } catch (UnreachableException e) {
            throw new CommandFailure(
                    "The connection to the server "
                            + server
                            + " was refused - did you specify the right host or port?",
                    e);
        }
    }

    /// The body of a successful answer; prints the server's warnings.
    ObjectNode success(ApiResponse answer) {
        ApiResponse.Full full = full(answer);
        full.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Warning"))
                .forEach(header -> err.println("Warning: " + warningText(header.value())));
        if (full.status() >= 300) {
            throw CommandFailure.of(status(full));
        }
        return tree(full);
    }

    static ApiResponse.Full full(ApiResponse answer) {
        return switch (answer) {
            case ApiResponse.Full complete -> complete;
            case ApiResponse.InPieces pieces -> pieces.whole();
            case ApiResponse.Watch watch -> {
                watch.stream().close();
                throw new CommandFailure(
                        "error: the server answered with a watch where none was asked for");
            }
            case ApiResponse.Streaming streaming -> {
                streaming.stream().close();
                throw new CommandFailure(
                        "error: the server answered with a stream where none was asked for");
            }
        };
    }

    /// What a failed answer says; plain text where it is no Status.
    static Status status(ApiResponse.Full answer) {
        String text = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8).strip();
        return text.startsWith("{")
                ? Status.ofTree(tree(answer))
                : Status.failure(
                        answer.status(),
                        answer.status() == 404 ? "NotFound" : "",
                        answer.status() == 404
                                ? "the server could not find the requested resource"
                                : text);
    }

    private static ObjectNode tree(ApiResponse.Full answer) {
        try {
            return (ObjectNode) Json.mapper().readTree(answer.body());
        } catch (IOException | ClassCastException e) {
            throw new CommandFailure("error: the server's answer is no JSON object", e);
        }
    }

    /// The text in `299 - "text"`.
    private static String warningText(String header) {
        int first = header.indexOf('"');
        int last = header.lastIndexOf('"');
        return first < last ? header.substring(first + 1, last).replace("\\\"", "\"") : header;
    }

    private static Map<String, List<String>> lists(Map<String, String> single) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        single.forEach((name, value) -> lists.put(name, List.of(value)));
        return lists;
    }
}
