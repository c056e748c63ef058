package dev.skiff.bench.api;

import dev.skiff.bench.Benchmark.Effort;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

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

    String named(String what) {
        return what + ", " + store;
    }

    void note(String what, String format, Object... values) {
        notes.add(named(what) + ": " + String.format(Locale.ROOT, format, values));
        System.err.println(notes.getLast());
    }
}
