/// What the API server counts and measures, under the names kube-apiserver uses, as text for
/// Prometheus. Start reading at [dev.skiff.apiserver.metrics.ApiMetrics].
///
/// Labels take their values from fixed sets only, so the number of series is bounded.
@NullMarked
package dev.skiff.apiserver.metrics;

import org.jspecify.annotations.NullMarked;
