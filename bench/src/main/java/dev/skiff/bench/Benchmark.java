package dev.skiff.bench;

import java.nio.file.Path;

/// Measures one thing against a yardstick that runs beside it.
public interface Benchmark {
    /// As given to `./bench/run`.
    String name();

    /// Runs it whole and answers with its figures. Leaves nothing behind, also when it fails.
    ///
    /// @param root the project's directory
    Report run(Path root, Effort effort) throws Exception;

    /// How long to measure.
    enum Effort {
        FULL,
        /// Just enough to see that it works; its figures are not for the record.
        QUICK
    }
}
