package dev.skiff.bench.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/// Node heartbeats as kubelets send them: each names the resourceVersion that the one before was
/// answered with.
final class Leases {
    private static final String COLLECTION =
            "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
    private static final String BODY =
            """
            {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"node-%d",\
            "namespace":"kube-node-lease"%s},"spec":{"holderIdentity":"node-%d",\
            "leaseDurationSeconds":40,"renewTime":"%s"}}""";
    private static final String REVISION = "\"resourceVersion\":\"";
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00.000001Z");
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Server server;
    private final List<Lease> nodes;

    Leases(Server server, long count) {
        this.server = server;
        this.nodes = LongStream.range(0, count).mapToObj(Lease::new).toList();
    }

    long create(WireConnection connection, long node) throws IOException {
        return lease(node).send(connection, "POST", COLLECTION, 201);
    }

    /// The next heartbeat of a node; of those that the number is beyond, from the first again.
    long renew(WireConnection connection, long node) throws IOException {
        Lease lease = lease(node);
        return lease.send(connection, "PUT", COLLECTION + "/node-" + lease.node, 200);
    }

    private Lease lease(long node) {
        return nodes.get((int) (node % nodes.size()));
    }

    /// One node's. A node sends one heartbeat after the other.
    private final class Lease {
        private final long node;
        private long beats;
        private String known = "";

        Lease(long node) {
            this.node = node;
        }

        synchronized long send(WireConnection connection, String method, String path, int expected)
                throws IOException {
            String body =
                    BODY.formatted(node, known, node, BEGIN.plus(INTERVAL.multipliedBy(beats)));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            connection.exchange(
                    server.send(method, path, body.getBytes(StandardCharsets.US_ASCII)),
                    expected,
                    answer::write);
            String text = answer.toString(StandardCharsets.UTF_8);
            int from = text.indexOf(REVISION);
            known = "," + text.substring(from, text.indexOf('"', from + REVISION.length()) + 1);
            beats++;
            return answer.size();
        }
    }
}
