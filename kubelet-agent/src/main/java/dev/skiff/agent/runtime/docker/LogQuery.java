package dev.skiff.agent.runtime.docker;

import dev.skiff.agent.runtime.LogOptions;
import java.time.Instant;

/// Asks the engine for a container's output.
final class LogQuery {
    private LogQuery() {}

    static String path(String id, LogOptions options) {
        StringBuilder path = new StringBuilder("/containers/").append(id);
        path.append("/logs?stdout=1&stderr=1");
        if (options.follow()) {
            path.append("&follow=1");
        }
        if (options.timestamps()) {
            path.append("&timestamps=1");
        }
        options.tailLines().ifPresent(lines -> path.append("&tail=").append(lines));
        options.since().ifPresent(since -> path.append("&since=").append(seconds(since)));
        return path.toString();
    }

    private static String seconds(Instant instant) {
        return "%d.%09d".formatted(instant.getEpochSecond(), instant.getNano());
    }
}
