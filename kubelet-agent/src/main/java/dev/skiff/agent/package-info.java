/// The agent of one node: runs the node's pods on a container engine, and says how they are. Start
/// reading at [dev.skiff.agent.Agent].
@NullMarked
package dev.skiff.agent;

import org.jspecify.annotations.NullMarked;
