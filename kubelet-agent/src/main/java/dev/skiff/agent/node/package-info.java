/// The node as an object: its registration, status, lease and addresses. Start reading at
/// [dev.skiff.agent.node.NodeReporter].
@NullMarked
package dev.skiff.agent.node;

import org.jspecify.annotations.NullMarked;
