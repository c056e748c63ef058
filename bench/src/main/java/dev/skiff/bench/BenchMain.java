package dev.skiff.bench;

import dev.skiff.bench.api.ApiBenchmark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// `./bench/run NAME [--quick]`.
public final class BenchMain {
    private static final List<Benchmark> ALL =
            Stream.concat(Stream.of(new PodsBenchmark()), ApiBenchmark.all().stream()).toList();

    private BenchMain() {}

    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        String name = args.length > 1 ? args[1] : "";
        Benchmark chosen =
                ALL.stream()
                        .filter(benchmark -> benchmark.name().equals(name))
                        .findFirst()
                        .orElse(null);
        if (chosen == null) {
            System.err.println("usage: ./bench/run NAME [--quick], where NAME is one of");
            ALL.forEach(benchmark -> System.err.println("  " + benchmark.name()));
            System.exit(2);
            return;
        }
        Benchmark.Effort effort =
                List.of(args).contains("--quick") ? Benchmark.Effort.QUICK : Benchmark.Effort.FULL;
        Path results = Files.createDirectories(root.resolve("bench/results"));
        Machine machine = Machine.measure(results);
        System.out.println(machine);
        Report report = chosen.run(root, effort);
        System.out.println(report.toTable());
        Files.write(results.resolve(name + ".json"), report.toJson(machine));
    }
}
