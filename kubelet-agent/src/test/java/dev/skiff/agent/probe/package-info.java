/// Tests of what probes say of containers. Start reading at [dev.skiff.agent.probe.ProbeLoopTest].
@NullMarked
package dev.skiff.agent.probe;

import org.jspecify.annotations.NullMarked;
