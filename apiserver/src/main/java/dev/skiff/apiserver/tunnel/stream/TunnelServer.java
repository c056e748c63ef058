package dev.skiff.apiserver.tunnel.stream;

import dev.skiff.api.request.UserInfo;
import dev.skiff.api.tunnel.Frame;
import dev.skiff.api.tunnel.FrameConnection;
import dev.skiff.apiserver.http.UpgradePoint;
import dev.skiff.apiserver.tunnel.NodeDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in the tunnels that agents open, and enters each node into the directory as long as its
/// agent is connected, and a little longer: an agent that comes back in time finds the calls it was
/// answering.
public final class TunnelServer {
    public static final String PATH = "/skiff/tunnel";
    public static final String PROTOCOL = "skiff-tunnel";

    private static final Logger log = LoggerFactory.getLogger(TunnelServer.class);
    private static final String NODE_USER = "system:node:";

    private final NodeDirectory nodes;
    private final Duration patience;
    private final Map<String, TunnelSession> sessions = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /// @param patience how long calls wait for an agent whose connection broke
    public TunnelServer(NodeDirectory nodes, Duration patience) {
        this.nodes = nodes;
        this.patience = patience;
    }

    /// Where agents connect.
    public UpgradePoint upgradePoint() {
        return new UpgradePoint(PATH, PROTOCOL, TunnelServer::isNode, this::serve);
    }

    private static boolean isNode(UserInfo user) {
        return user.isIn(UserInfo.NODES_GROUP) && user.name().startsWith(NODE_USER);
    }

    private void serve(UserInfo user, UpgradePoint.Duplex duplex) throws IOException {
        String node = user.name().substring(NODE_USER.length());
        FrameConnection connection = new FrameConnection(duplex.in(), duplex.out(), duplex::close);
        Optional<Frame> first = connection.read();
        if (first.isEmpty() || !(first.get() instanceof Frame.Hello(String id))) {
            throw new IOException("node " + node + " does not say hello");
        }
        TunnelSession session = sessionOf(node, id);
        Thread writer =
                Thread.ofVirtual().name("tunnel " + node).start(() -> write(connection, node));
        session.attach(connection);
        nodes.put(node, session);
        log.info("node {} is connected", node);
        try {
            for (Optional<Frame> frame = connection.read();
                    frame.isPresent();
                    frame = connection.read()) {
                session.onFrame(frame.get());
            }
        } finally {
            session.detach(connection);
            connection.close();
            writer.interrupt();
            log.info("node {} has left", node);
            waitForReturn(node, session);
        }
    }

    /// The session to go on with; another life of the same agent ends the one before.
    private TunnelSession sessionOf(String node, String id) {
        return sessions.compute(
                node,
                (_, known) -> {
                    if (known != null && known.id().equals(id)) {
                        return known;
                    }
                    if (known != null) {
                        known.expire("the agent was started anew");
                    }
                    return new TunnelSession(node, id);
                });
    }

    private void waitForReturn(String node, TunnelSession session) {
        try {
            boolean stopping = closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (stopping || !session.isAttached()) {
                session.expire("node " + node + " is not connected");
                nodes.remove(node, session);
                sessions.remove(node, session);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(FrameConnection connection, String node) {
        try {
            connection.writeAll();
        } catch (IOException e) {
            log.debug("writing to node {} ended: {}", node, e.toString());
        }
    }

    /// Nobody is waited for any longer.
    public void close() {
        closed.countDown();
    }
}
