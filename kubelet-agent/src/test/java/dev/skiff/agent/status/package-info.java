/// Tests of what is told of pods. Start reading at [dev.skiff.agent.status.StatusReporterTest].
@NullMarked
package dev.skiff.agent.status;

import org.jspecify.annotations.NullMarked;
