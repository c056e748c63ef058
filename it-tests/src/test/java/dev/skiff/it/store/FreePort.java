package dev.skiff.it.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/// Ports for processes that must come back on the one they had.
public final class FreePort {
    private FreePort() {}

    /// One that nobody listens on now.
    public static int any() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
