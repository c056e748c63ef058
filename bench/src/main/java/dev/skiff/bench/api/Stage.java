package dev.skiff.bench.api;

import dev.skiff.bench.Benchmark.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What a section of the benchmark works with: an empty store of its kind, and a place for notes.
///
/// @param store its name, as it stands in the figures
/// @param datastore as `--datastore` takes it
record Stage(Children children, String store, String datastore, Effort effort, List<String> notes) {
    /// `whole`, or about a twentieth where it is just tried out.
    long scaled(long whole) {
        return effort == Effort.FULL ? whole : Math.max(1, whole / 20);
    }

    /// A server over the store; what an earlier one left is still there.
    Server start() throws IOException, InterruptedException {
        return children.apiServer("apiserver", datastore);
    }

    /// What the store takes on disk.
    double storedMebibytes() throws IOException {
        Path data = children.home(store.equals("etcd") ? "etcd" : "apiserver/data");
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile).mapToLong(Stage::size).sum()
                    / (double) (1 << 20);
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    String named(String what) {
        return what + ", " + store;
    }

    void note(String what, String format, Object... values) {
        notes.add(named(what) + ": " + String.format(Locale.ROOT, format, values));
        System.err.println(notes.getLast());
    }
}
