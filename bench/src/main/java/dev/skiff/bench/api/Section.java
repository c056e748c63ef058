package dev.skiff.bench.api;

import dev.skiff.bench.Figure;
import java.io.IOException;
import java.util.List;

/// A part of the benchmark, run on each store.
interface Section {
    List<Figure> run(Stage stage) throws IOException, InterruptedException;
}
