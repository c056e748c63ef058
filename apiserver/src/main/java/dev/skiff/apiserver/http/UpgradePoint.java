package dev.skiff.apiserver.http;

import dev.skiff.api.request.UserInfo;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Predicate;

/// A path on which a client may leave HTTP/1.1 for another protocol on the same connection.
///
/// @param protocol as in the header `Upgrade`
/// @param mayUse who may
public record UpgradePoint(
        String path, String protocol, Predicate<UserInfo> mayUse, Conversation conversation) {
    /// Speaks the other protocol, on a thread of its own, until it returns; then the connection is
    /// closed.
    @FunctionalInterface
    public interface Conversation {
        void hold(UserInfo user, Duplex duplex) throws IOException;
    }

    /// Both directions of the connection, blocking.
    public interface Duplex extends Closeable {
        InputStream in();

        OutputStream out();
    }
}
