/// What pods mount. Start reading at [dev.skiff.agent.volume.PodVolumes].
///
/// Preparing a volume is safe to repeat and is repeated at every look at the pod: that is how
/// changed ConfigMaps and Secrets get into running containers.
@NullMarked
package dev.skiff.agent.volume;

import org.jspecify.annotations.NullMarked;
