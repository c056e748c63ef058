/// What API server and agent say to each other over a node's tunnel. Start reading at
/// [dev.skiff.api.tunnel.Frame].
///
/// The agent connects. The server then calls it, many calls at a time, and gets each answer as a
/// head and bytes. Every byte has an offset, and the agent keeps what the server has not consumed,
/// at most a window per call; so when the connection breaks, both go on over the next one where
/// they were.
@NullMarked
package dev.skiff.api.tunnel;

import org.jspecify.annotations.NullMarked;
