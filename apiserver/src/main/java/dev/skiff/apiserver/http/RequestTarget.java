package dev.skiff.apiserver.http;

import dev.skiff.api.request.Parameters;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The path and query of a request, decoded.
final class RequestTarget {
    private RequestTarget() {}

    /// @throws IllegalArgumentException if an escape is malformed
    static String path(String raw) {
        // In a path, unlike in a query, a plus is a plus.
        return raw.indexOf('%') < 0
                ? raw
                : URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// Pairs whose escapes are malformed are left out, as upstream does.
    static Parameters query(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return Parameters.NONE;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : raw.split("&")) {
            if (!pair.isEmpty()) {
                addPair(values, pair);
            }
        }
        return Parameters.query(values);
    }

    private static void addPair(Map<String, List<String>> values, String pair) {
        int equals = pair.indexOf('=');
        try {
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        } catch (IllegalArgumentException _) {
            // A malformed escape: this pair does not exist.
            return;
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
