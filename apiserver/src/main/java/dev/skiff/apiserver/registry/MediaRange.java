package dev.skiff.apiserver.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One entry of an `Accept` header, or a `Content-Type`.
///
/// @param type lower case: `application/json`
/// @param parameters what follows it, names in lower case
record MediaRange(String type, Map<String, String> parameters) {
    static List<MediaRange> parseAll(String header) {
        List<MediaRange> ranges = new ArrayList<>();
        for (String entry : header.split(",", -1)) {
            if (!entry.isBlank()) {
                ranges.add(parse(entry));
            }
        }
        return ranges;
    }

    static MediaRange parse(String entry) {
        String[] parts = entry.split(";", -1);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals > 0) {
                String name = parts[i].substring(0, equals).strip().toLowerCase(Locale.ROOT);
                parameters.put(name, parts[i].substring(equals + 1).strip());
            }
        }
        return new MediaRange(parts[0].strip().toLowerCase(Locale.ROOT), parameters);
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
