package dev.skiff.bench.api;

import dev.skiff.bench.Figure;
import dev.skiff.bench.Goal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// 100 clients watch pods while others create them, paced and as fast as it goes.
final class WatchSection implements Section {
    private static final int WATCHERS = 100;
    private static final int WRITERS = 16;
    private static final int FLOOD = 10_000;
    private static final Duration PACED = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        Server server = stage.start();
        Pods.prepare(server);
        long warm = stage.scaled(FLOOD);
        Load.asFastAsItGoes(server, WRITERS, warm, (c, i) -> Pods.create(server, c, "warm", i));
        List<Figure> figures = new ArrayList<>();
        figures.add(paced(stage, server, 100, 10));
        figures.add(paced(stage, server, 500, 100));
        figures.addAll(flood(stage, server));
        stage.children().stop(server);
        return figures;
    }

    private static Figure paced(Stage stage, Server server, int perSecond, double goalMillis)
            throws IOException, InterruptedException {
        int events = (int) stage.scaled(PACED.toSeconds() * perSecond);
        String series = "paced" + perSecond;
        try (Watchers watchers = watchers(server, series, events)) {
            Load.paced(
                    server,
                    WRITERS,
                    events,
                    perSecond,
                    (c, i) -> {
                        watchers.sending(i);
                        return Pods.create(server, c, series, i);
                    });
            Histogram latencies = awaitAll(watchers, events);
            note(stage, "%d writes/s".formatted(perSecond), watchers, latencies);
            return Figure.alone(
                    stage.named(
                            "100 watchers, %d writes/s: write to event, p99".formatted(perSecond)),
                    "ms",
                    latencies.getValueAtPercentile(99) / 1e6,
                    new Goal.AtMost(goalMillis));
        }
    }

    private static List<Figure> flood(Stage stage, Server server)
            throws IOException, InterruptedException {
        int events = (int) stage.scaled(FLOOD);
        try (Watchers watchers = watchers(server, "flood", events)) {
            long begin = System.nanoTime();
            Load.Outcome creates =
                    Load.asFastAsItGoes(
                            server,
                            WRITERS,
                            events,
                            (c, i) -> {
                                watchers.sending(i);
                                return Pods.create(server, c, "flood", i);
                            });
            Histogram latencies = awaitAll(watchers, events);
            double seconds = (System.nanoTime() - begin) / 1e9;
            note(stage, "as fast as it goes", watchers, latencies);
            stage.note(
                    "creates beside 100 watchers",
                    "%.0f/s, %.0f MB/s of events",
                    creates.perSecond(),
                    watchers.bytes() / 1e6 / seconds);
            return List.of(
                    Figure.alone(
                            stage.named("100 watchers, creates as fast as they go"),
                            "events/s",
                            watchers.seen() / seconds,
                            new Goal.AtLeast(60_000)),
                    Figure.alone(
                            stage.named("100 watchers, creates as fast as they go: cut off"),
                            "watchers",
                            watchers.cutOff(),
                            new Goal.AtMost(0)));
        }
    }

    private static Watchers watchers(Server server, String series, int events) throws IOException {
        String target =
                Pods.COLLECTION + "?watch=1&timeoutSeconds=3000&resourceVersion=" + now(server);
        return new Watchers(server, WATCHERS, target, series, events);
    }

    private static String now(Server server) throws IOException {
        StringBuilder list = new StringBuilder();
        try (WireConnection connection = server.connect()) {
            connection.exchange(
                    server.get(Pods.COLLECTION + "?limit=1"),
                    200,
                    (bytes, from, length) ->
                            list.append(
                                    new String(
                                            bytes,
                                            from,
                                            length,
                                            java.nio.charset.StandardCharsets.UTF_8)));
        }
        String field = "\"resourceVersion\":\"";
        int at = list.indexOf(field) + field.length();
        return list.substring(at, list.indexOf("\"", at));
    }

    private static Histogram awaitAll(Watchers watchers, long events) {
        long wanted = events * WATCHERS;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (watchers.seen() < wanted && watchers.cutOff() == 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        return watchers.latencies();
    }

    private static void note(Stage stage, String what, Watchers watchers, Histogram latencies) {
        stage.note(
                "100 watchers, " + what,
                "%d events seen, %d cut off, p50 %.2f ms, p99 %.2f ms, max %.0f ms",
                watchers.seen(),
                watchers.cutOff(),
                latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6,
                latencies.getMaxValue() / 1e6);
    }
}
