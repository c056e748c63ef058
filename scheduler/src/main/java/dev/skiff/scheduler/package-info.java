/// Finds a node for every pod that has none. Start reading at [dev.skiff.scheduler.SchedulingLoop].
///
/// - A pod is placed by one loop at a time, on what that loop knows; what it decided but the
///   API has not confirmed yet is *assumed* and counted as if it were so.
/// - A pod that was seen is never forgotten: it is queued, backing off, waiting for the cluster to
///   change, assumed, assigned or gone.
@NullMarked
package dev.skiff.scheduler;

import org.jspecify.annotations.NullMarked;
