/// Asks containers how they are, and judges the answers. Start reading at
/// [dev.skiff.agent.probe.ProbeLoop].
///
/// A probe's result is never acted on here: it is noted, and the pod is looked at again.
@NullMarked
package dev.skiff.agent.probe;

import org.jspecify.annotations.NullMarked;
