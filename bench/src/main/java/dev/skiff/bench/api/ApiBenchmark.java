package dev.skiff.bench.api;

import dev.skiff.bench.Benchmark;
import dev.skiff.bench.Figure;
import dev.skiff.bench.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The API server over each store, with the load's client on the same cores.
public final class ApiBenchmark implements Benchmark {
    private static final List<Benchmark> PARTS =
            List.of(
                    new ApiBenchmark("api-calls", List.of(new CallsSection())),
                    new ApiBenchmark("api-lists", List.of(new ListSection())),
                    new ApiBenchmark("api-watches", List.of(new WatchSection())),
                    new ApiBenchmark("api-idle", List.of(new IdleSection())),
                    new ApiBenchmark("api-leases", List.of(new LeaseSection())),
                    new ApiBenchmark("api-size", List.of(new SizeSection())),
                    new ApiBenchmark("api-flood", List.of(new FloodSection())));

    private final String name;
    private final List<Section> sections;

    private ApiBenchmark(String name, List<Section> sections) {
        this.name = name;
        this.sections = sections;
    }

    /// All of it as `api`, and its parts as `api-…`.
    public static List<Benchmark> all() {
        List<Section> sections =
                PARTS.stream().flatMap(part -> ((ApiBenchmark) part).sections.stream()).toList();
        List<Benchmark> all = new ArrayList<>(List.of(new ApiBenchmark("api", sections)));
        all.addAll(PARTS);
        return all;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Report run(Path root, Effort effort) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Section section : sections) {
            try (Children children = new Children(root)) {
                figures.addAll(section.run(new Stage(children, "SQLite", "sqlite", effort, notes)));
            }
            try (Children children = new Children(root)) {
                String etcd = children.etcd();
                figures.addAll(section.run(new Stage(children, "etcd", etcd, effort, notes)));
            }
        }
        return new Report(name, figures, notes);
    }
}
