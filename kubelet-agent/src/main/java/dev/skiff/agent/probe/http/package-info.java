/// Probes over real sockets. Start reading at [dev.skiff.agent.probe.http.SocketProber].
@NullMarked
package dev.skiff.agent.probe.http;

import org.jspecify.annotations.NullMarked;
