/// Tests of what is in volumes. Start reading at [dev.skiff.agent.volume.PodVolumesTest].
@NullMarked
package dev.skiff.agent.volume;

import org.jspecify.annotations.NullMarked;
