/// The agent's end of the tunnel by which API servers reach a node. Start reading at
/// [dev.skiff.client.stream.TunnelClient].
@NullMarked
package dev.skiff.client.stream;

import org.jspecify.annotations.NullMarked;
