/// Replays conversations that were recorded with a Kubernetes API server, and compares every
/// answer.
/// Start reading at [GoldenTest]. The cases and the list of known differences are test resources
/// under `golden/`; their format is described in `golden/README.md`.
@NullMarked
package dev.skiff.it.golden;

import org.jspecify.annotations.NullMarked;
