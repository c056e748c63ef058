package dev.skiff.it.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// What came back.
///
/// @param headers by name in lower case
/// @param isWhole whether the body came to its end; of an answer that goes on, it is its beginning
record Answer(int status, Map<String, String> headers, byte[] body, boolean isWhole) {
    Answer {
        headers = new TreeMap<>(headers);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    boolean isJson() {
        return headers.getOrDefault("content-type", "").startsWith("application/json");
    }
}
