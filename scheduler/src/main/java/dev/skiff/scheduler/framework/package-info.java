/// How a node is chosen for a pod: filters say which nodes can take it, scores which is best. Start
/// reading at [dev.skiff.scheduler.framework.PlacementEngine].
///
/// Plugins are pure: they are asked about values and answer with values.
@NullMarked
package dev.skiff.scheduler.framework;

import org.jspecify.annotations.NullMarked;
