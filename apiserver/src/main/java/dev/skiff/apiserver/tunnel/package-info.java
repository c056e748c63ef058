/// The way from the API server to the nodes. Start reading at
/// [dev.skiff.apiserver.tunnel.NodeTunnel].
@NullMarked
package dev.skiff.apiserver.tunnel;

import org.jspecify.annotations.NullMarked;
