package dev.skiff.client.http;

import dev.skiff.api.request.ApiRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The URI of a call: escapes what [ApiRequest] holds unescaped.
final class RequestUri {
    private static final String PLAIN_IN_PATH = "/-._~:@!$&'()*+,;=";

    private RequestUri() {}

    static URI of(URI server, ApiRequest request) {
        List<String> pairs = new ArrayList<>();
        request.query()
                .asMap()
                .forEach(
                        (name, values) ->
                                values.forEach(
                                        value -> pairs.add(encode(name) + "=" + encode(value))));
        String query = pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
        return URI.create(withoutSlash(server.toString()) + path(request.path()) + query);
    }

    private static String withoutSlash(String server) {
        return server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
    }

    private static String path(String path) {
        StringBuilder escaped = new StringBuilder(path.length());
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain =
                    c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN_IN_PATH.indexOf(c) >= 0);
            if (plain) {
                escaped.append(c);
            } else {
                escaped.append("%%%02X".formatted((int) c));
            }
        }
        return escaped.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
