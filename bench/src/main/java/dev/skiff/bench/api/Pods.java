package dev.skiff.bench.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Pods as clients send them: 1.35 KB each, which become about 4.5 KB with defaults, managed fields
/// and the token's volume.
final class Pods {
    static final String NAMESPACE = "bench";
    static final String COLLECTION = "/api/v1/namespaces/" + NAMESPACE + "/pods";
    static final String QUERY = "?fieldManager=bench";

    private static final String BODY =
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","namespace":"bench",\
            "labels":{"app":"web","tier":"frontend","release":"stable","group":"%s"},\
            "annotations":{"example.com/owner":"team-storefront","example.com/change":"2f9c61d4"}},\
            "spec":{"containers":[{"name":"server","image":"registry.example.com/storefront/server:1.24.7",\
            "args":["--listen=:8080","--log-format=json","--cache=/var/cache/server"],\
            "ports":[{"name":"http","containerPort":8080},{"name":"metrics","containerPort":9090}],\
            "env":[{"name":"LOG_LEVEL","value":"info"},{"name":"REGION","value":"eu-central-1"},\
            {"name":"POD_IP","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}}],\
            "resources":{"requests":{"cpu":"100m","memory":"128Mi"},"limits":{"memory":"256Mi"}},\
            "readinessProbe":{"httpGet":{"path":"/healthz","port":"http"},"periodSeconds":5},\
            "volumeMounts":[{"name":"cache","mountPath":"/var/cache/server"}]},\
            {"name":"proxy","image":"registry.example.com/platform/proxy:3.2.1",\
            "ports":[{"name":"https","containerPort":8443}],\
            "resources":{"requests":{"cpu":"20m","memory":"32Mi"}}}],\
            "volumes":[{"name":"cache","emptyDir":{}}],\
            "nodeSelector":{"kubernetes.io/os":"linux"},"terminationGracePeriodSeconds":20,\
            "tolerations":[{"key":"dedicated","operator":"Equal","value":"web","effect":"NoSchedule"}]}}
            """
                    .strip();

    private Pods() {}

    static String name(String series, long number) {
        return series + "-" + number;
    }

    /// Every hundredth is labelled `group=rare`.
    static byte[] body(String series, long number) {
        String group = number % 100 == 0 ? "rare" : "usual";
        return BODY.formatted(name(series, number), group).getBytes(StandardCharsets.US_ASCII);
    }

    static long create(Server server, WireConnection connection, String series, long number)
            throws IOException {
        return connection.exchange(
                server.send("POST", COLLECTION + QUERY, body(series, number)), 201);
    }

    /// The namespace with the account that its pods run as, and one node.
    static void prepare(Server server) throws IOException {
        try (WireConnection connection = server.connect()) {
            post(server, connection, "/api/v1/namespaces", "{\"metadata\":{\"name\":\"bench\"}}");
            post(
                    server,
                    connection,
                    "/api/v1/namespaces/bench/serviceaccounts",
                    "{\"metadata\":{\"name\":\"default\"}}");
        }
    }

    static void post(Server server, WireConnection connection, String path, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        connection.exchange(server.send("POST", path, bytes), 201);
    }
}
