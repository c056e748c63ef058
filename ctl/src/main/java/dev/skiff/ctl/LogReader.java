package dev.skiff.ctl;

import dev.skiff.api.request.ApiResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads the logs of containers and prints them.
final class LogReader {
    private final Session session;
    private final Map<String, String> query;

    /// @param query of every request, but for the container
    LogReader(Session session, Map<String, String> query) {
        this.session = session;
        this.query = new LinkedHashMap<>(query);
    }

    /// Returns at the end of the log, which a followed one reaches with its container.
    void copy(LogSources.Source source, Optional<String> prefix) {
        Map<String, String> whole = new LinkedHashMap<>(query);
        whole.put("container", source.container());
        String path =
                "/api/v1/namespaces/" + session.namespace() + "/pods/" + source.pod() + "/log";
        ApiResponse answer = session.send("GET", path, whole, Map.of(), new byte[0]);
        try {
            if (prefix.isEmpty()) {
                copy(answer, session.out());
            } else {
                try (PrefixedLines lines = new PrefixedLines(prefix.get(), session.out())) {
                    copy(answer, lines);
                }
            }
            session.out().flush();
        } catch (IOException e) {
            throw new CommandFailure("error: the logs broke off: " + e.getMessage(), e);
        }
    }

    private static void copy(ApiResponse answer, OutputStream out) throws IOException {
        switch (answer) {
            case ApiResponse.Streaming streaming -> {
                try (var stream = streaming.stream()) {
                    stream.copyTo(out);
                }
            }
            case ApiResponse.InPieces pieces -> copy(pieces.whole(), out);
            case ApiResponse.Full full when full.status() < 300 -> out.write(full.body());
            case ApiResponse.Full full -> throw CommandFailure.of(Session.status(full));
            case ApiResponse.Watch watch -> {
                watch.stream().close();
                throw new CommandFailure(
                        "error: the server answered with a watch where logs were asked for");
            }
        }
    }
}
