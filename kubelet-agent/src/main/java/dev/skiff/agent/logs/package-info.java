/// Answers what the API server asks a node: the output of containers. Start reading at
/// [dev.skiff.agent.logs.NodeApi].
@NullMarked
package dev.skiff.agent.logs;

import org.jspecify.annotations.NullMarked;
