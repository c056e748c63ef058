/// The server's end of the tunnels by which agents on other machines are reached. Start reading at
/// [dev.skiff.apiserver.tunnel.stream.TunnelServer].
@NullMarked
package dev.skiff.apiserver.tunnel.stream;

import org.jspecify.annotations.NullMarked;
