package dev.skiff.it.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A request as it goes over the wire. Nothing is encoded or checked on the way.
///
/// @param target path and query, as written
record FuzzRequest(String method, String target, List<Header> headers, byte[] body) {
    static final String JSON = "application/json";
    private static final byte[] NO_BODY = {};
    private static final String TYPE = "Content-Type";

    FuzzRequest {
        headers = List.copyOf(headers);
    }

    record Header(String name, String value) {}

    static FuzzRequest get(String target) {
        return new FuzzRequest("GET", target, List.of(), NO_BODY);
    }

    static FuzzRequest delete(String target) {
        return new FuzzRequest("DELETE", target, List.of(), NO_BODY);
    }

    static FuzzRequest json(String method, String target, byte[] body) {
        return new FuzzRequest(method, target, List.of(new Header(TYPE, JSON)), body);
    }

    FuzzRequest withMethod(String other) {
        return new FuzzRequest(other, target, headers, body);
    }

    FuzzRequest withTarget(String other) {
        return new FuzzRequest(method, other, headers, body);
    }

    FuzzRequest withBody(byte[] other) {
        return new FuzzRequest(method, target, headers, other);
    }

    FuzzRequest withHeaders(List<Header> others) {
        return new FuzzRequest(method, target, others, body);
    }

    /// In place of those of this name.
    FuzzRequest with(String name, String value) {
        List<Header> others = new ArrayList<>(without(name));
        others.add(new Header(name, value));
        return withHeaders(others);
    }

    FuzzRequest withType(String mediaType) {
        return with(TYPE, mediaType);
    }

    /// Beside those of this name.
    FuzzRequest plus(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return withHeaders(more);
    }

    List<Header> without(String name) {
        return headers.stream().filter(header -> !header.name().equalsIgnoreCase(name)).toList();
    }

    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    String mediaType() {
        return header(TYPE).orElse("");
    }

    boolean hasBody() {
        return body.length > 0;
    }

    boolean isJson() {
        return hasBody() && mediaType().toLowerCase(Locale.ROOT).contains("json");
    }

    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /// Without the question mark.
    String query() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }

    FuzzRequest withQuery(String query) {
        return withTarget(query.isEmpty() ? path() : path() + "?" + query);
    }

    /// Whether the answer may go on for as long as somebody listens.
    boolean mayGoOn() {
        String lower = target.toLowerCase(Locale.ROOT);
        return lower.contains("watch") || lower.contains("follow") || header("Upgrade").isPresent();
    }

    /// @param host as the Host header says it
    /// @param token of who calls, where the request does not say
    byte[] wire(String host, String token) {
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        if (header("Host").isEmpty()) {
            head.append("Host: ").append(host).append("\r\n");
        }
        if (header("Authorization").isEmpty()) {
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        headers.forEach(h -> head.append(h.name()).append(": ").append(h.value()).append("\r\n"));
        boolean saysLength =
                header("Content-Length").isPresent() || header("Transfer-Encoding").isPresent();
        if (!saysLength && (hasBody() || !method.equals("GET"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        wire.writeBytes(body);
        return wire.toByteArray();
    }

    /// For somebody who wants to send it again.
    ///
    /// @param bodyFile holds the body, if there is one
    String curl(String address, String bodyFile) {
        StringBuilder line = new StringBuilder("curl -sk --path-as-is -X " + quoted(method));
        line.append(" -H \"Authorization: Bearer $TOKEN\"");
        headers.forEach(h -> line.append(" -H ").append(quoted(h.name() + ": " + h.value())));
        if (hasBody()) {
            line.append(" --data-binary @").append(bodyFile);
        }
        return line.append(' ').append(quoted(address + target)).toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
