/// What the scheduler knows of nodes and pods, in compact form. Start reading at
/// [dev.skiff.scheduler.snapshot.ClusterSnapshot].
///
/// Records here are immutable; the snapshot itself belongs to the one loop that places pods.
@NullMarked
package dev.skiff.scheduler.snapshot;

import org.jspecify.annotations.NullMarked;
