package dev.skiff.bench.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/// Node heartbeats as kubelets send them.
final class Leases {
    private static final String COLLECTION =
            "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
    private static final String BODY =
            """
            {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"node-%d",\
            "namespace":"kube-node-lease"},"spec":{"holderIdentity":"node-%d",\
            "leaseDurationSeconds":40,"renewTime":"%s"}}""";
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00.000001Z");

    private Leases() {}

    static long create(Server server, WireConnection connection, long node) throws IOException {
        return connection.exchange(server.send("POST", COLLECTION, body(node, 0)), 201);
    }

    /// @param beat the how manieth of this node; each differs from the one before
    static long renew(Server server, WireConnection connection, long node, long beat)
            throws IOException {
        String path = COLLECTION + "/node-" + node;
        return connection.exchange(server.send("PUT", path, body(node, beat)), 200);
    }

    private static byte[] body(long node, long beat) {
        return BODY.formatted(node, node, BEGIN.plus(Duration.ofSeconds(10 * beat)))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
