/// The API server under load over HTTPS, beside an echo of the same sizes and its bare store.
///
/// Start reading at [dev.skiff.bench.api.ApiBenchmark], which lists what is measured.
@NullMarked
package dev.skiff.bench.api;

import org.jspecify.annotations.NullMarked;
