package dev.skiff.it.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;

/// A socket where something listens and never answers.
record HungEngine(Path socket, ServerSocketChannel channel) implements AutoCloseable {
    static HungEngine start(Path socket) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(socket));
            return new HungEngine(socket, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String dockerHost() {
        return "unix://" + socket;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
