/// From a pod's spec to running containers and back to none. Start reading at
/// [dev.skiff.agent.pod.PodReconciler].
///
/// [dev.skiff.agent.pod.PodPlanner] decides from values; the reconciler gathers them and
/// executes. One pod is worked on by one thread at a time.
@NullMarked
package dev.skiff.agent.pod;

import org.jspecify.annotations.NullMarked;
