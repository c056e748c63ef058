package dev.skiff.api.tunnel;

import java.util.List;

/// One message of a tunnel. `stream` is the number of a call, given by the server and never used
/// again in a session.
public sealed interface Frame {
    /// How many bytes of an answer may be on their way without having been consumed.
    int WINDOW_BYTES = 256 * 1024;

    /// The most bytes in one [Data].
    int CHUNK_BYTES = 16 * 1024;

    /// The agent's first word.
    ///
    /// @param session the same over all connections of one agent's life
    record Hello(String session) implements Frame {}

    /// The server's answer to it: the calls it still wants answered. The agent gives up all others.
    record Resume(List<Wanted> calls) implements Frame {
        public Resume {
            calls = List.copyOf(calls);
        }
    }

    /// Where the server is with a call.
    ///
    /// @param received how many bytes of the answer it has; -1 if not even its head
    record Wanted(int stream, long received) {}

    /// The server calls.
    ///
    /// @param request the call as JSON
    record Call(int stream, byte[] request) implements Frame {}

    /// The agent has never heard of a call that the server wants answered: it was lost with a
    /// connection, and may be sent again.
    record Missed(int stream) implements Frame {}

    /// The answer begins.
    ///
    /// @param head status and headers as JSON
    record Head(int stream, byte[] head) implements Frame {}

    /// Bytes of the answer, the first of them at `offset`.
    record Data(int stream, long offset, byte[] bytes) implements Frame {}

    /// The answer is complete.
    ///
    /// @param failure what broke it; empty: nothing
    record End(int stream, String failure) implements Frame {}

    /// The server has consumed that many bytes of the answer.
    record Consumed(int stream, long offset) implements Frame {}

    /// The server wants no more of the answer.
    record Cancel(int stream) implements Frame {}

    /// Either side says that it is alive.
    record Alive() implements Frame {}
}
