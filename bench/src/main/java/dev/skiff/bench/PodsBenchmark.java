package dev.skiff.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// From a Deployment sent by a client to all its pods Ready, against the identical sandboxes and
/// containers made straight through the engine at its best concurrency.
final class PodsBenchmark implements Benchmark {
    private static final int ROUNDS = 5;
    private static final List<Integer> CONCURRENCIES = List.of(2, 4, 8);

    @Override
    public String name() {
        return "pods";
    }

    @Override
    public Report run(Path root, Effort effort) throws IOException, InterruptedException {
        List<Integer> sizes = effort == Effort.FULL ? List.of(20, 50) : List.of(5);
        int rounds = effort == Effort.FULL ? ROUNDS : 1;
        List<Figure> figures = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        try (SkiffProcess skiff = SkiffProcess.up(root);
                SkiffPods pods = new SkiffPods(skiff.connect());
                RawPods raw = new RawPods(new RawEngine(engineSocket()), new MountedFiles())) {
            for (int size : sizes) {
                // the first round warms up, and shows what the engine is asked for
                pods.measure(size, () -> raw.learn(skiff.clusterId()));
                figures.add(compare(pods, raw, size, rounds, notes));
            }
        }
        notes.add(
                "Medians of %d alternating rounds after a warm-up; the engine's side at the best of %s at once."
                        .formatted(rounds, CONCURRENCIES));
        return new Report(name(), figures, notes);
    }

    private static Figure compare(
            SkiffPods pods, RawPods raw, int size, int rounds, List<String> notes)
            throws IOException, InterruptedException {
        int best = bestConcurrency(raw, size, notes);
        double[] ours = new double[rounds];
        double[] engine = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            ours[round] = pods.measure(size, () -> {});
            engine[round] = raw.measure(best);
        }
        notes.add(
                "%d pods, s each round: Skiff %s, engine %s"
                        .formatted(size, texts(ours), texts(engine)));
        return Figure.beside(
                size + " pods, apply to all Ready",
                "s",
                median(ours),
                List.of(new Figure.Yardstick("engine alone", median(engine))),
                new Goal.RatioAtMost(1.25));
    }

    private static int bestConcurrency(RawPods raw, int size, List<String> notes)
            throws IOException, InterruptedException {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int concurrency : CONCURRENCIES) {
            double seconds = raw.measure(concurrency);
            notes.add(
                    "%d pods, engine alone, %d at once: %.2f s"
                            .formatted(size, concurrency, seconds));
            if (seconds < least) {
                best = concurrency;
                least = seconds;
            }
        }
        return best;
    }

    private static String engineSocket() {
        String host = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
        if (!host.startsWith("unix://")) {
            throw new IllegalStateException("the engine must be on a unix socket, not at " + host);
        }
        return host.substring("unix://".length());
    }

    private static String texts(double[] seconds) {
        return Arrays.stream(seconds).mapToObj("%.2f"::formatted).toList().toString();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
