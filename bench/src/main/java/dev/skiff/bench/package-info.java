/// Benchmarks, each a ratio of two sides measured in one run.
///
/// Start reading at [dev.skiff.bench.BenchMain], which lists them.
@NullMarked
package dev.skiff.bench;

import org.jspecify.annotations.NullMarked;
