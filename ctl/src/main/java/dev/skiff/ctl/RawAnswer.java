package dev.skiff.ctl;

import dev.skiff.api.request.ApiResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `get --raw`: what the server has at a path, byte for byte.
final class RawAnswer {
    private final Session session;

    RawAnswer(Session session) {
        this.session = session;
    }

    /// @param target a path, maybe with a query
    /// @param words what else was asked for, which must be nothing
    int print(String target, List<String> words) {
        if (!words.isEmpty()) {
            throw new CommandFailure("error: arguments may not be passed when --raw is specified");
        }
        if (!target.startsWith("/")) {
            throw new CommandFailure(
                    "error: --raw must be a valid URL path: parse \"%s\": invalid URI for request"
                            .formatted(target));
        }
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        Map<String, String> query = mark < 0 ? Map.of() : query(target.substring(mark + 1));
        ApiResponse.Full answer =
                Session.full(session.send("GET", path, query, Map.of(), new byte[0]));
        if (answer.status() >= 300) {
            throw CommandFailure.of(Session.status(answer));
        }
        session.out().print(new String(answer.body(), StandardCharsets.UTF_8));
        return 0;
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            query.put(
                    equals < 0 ? pair : pair.substring(0, equals),
                    equals < 0
                            ? ""
                            : URLDecoder.decode(
                                    pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }
}
