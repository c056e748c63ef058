package dev.skiff.bench.api;

import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.apiserver.authentication.ClientCertificates;
import dev.skiff.apiserver.authentication.RequestAuthenticator;
import dev.skiff.apiserver.http.FrontendSettings;
import dev.skiff.apiserver.http.HttpFrontend;
import dev.skiff.apiserver.pki.CertificateSpec;
import dev.skiff.apiserver.pki.ClusterPki;
import dev.skiff.apiserver.pki.ServerTls;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;

/// The yardstick of calls: the same HTTPS, no work. `/echo/4500` answers 4500 bytes.
public final class EchoMain implements ApiHandler {
    private static final String PREFIX = "/echo/";

    private final ConcurrentMap<String, byte[]> bodies = new ConcurrentHashMap<>();

    private EchoMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        InstantSource clock = InstantSource.system();
        ClusterPki pki = ClusterPki.open(Path.of(args[1]), clock, new SecureRandom());
        ServerTls tls =
                new ServerTls(
                        pki.identity(
                                "server",
                                CertificateSpec.server("echo", List.of("localhost", "127.0.0.1"))),
                        List.of());
        RequestAuthenticator everybody =
                new RequestAuthenticator(new ClientCertificates(List.of(), clock), List.of());
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(end::countDown));
        try (HttpFrontend _ =
                HttpFrontend.start(
                        FrontendSettings.listeningOn("127.0.0.1", Integer.parseInt(args[0])),
                        tls,
                        everybody,
                        new EchoMain(),
                        List.of())) {
            end.await();
        }
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        String path = request.path();
        if (!path.startsWith(PREFIX)) {
            return ApiResponse.text(200, "ok");
        }
        byte[] body = bodies.computeIfAbsent(path, EchoMain::bodyOf);
        return ApiResponse.json(request.method().equals("POST") ? 201 : 200, body);
    }

    private static byte[] bodyOf(String path) {
        return " "
                .repeat(Integer.parseInt(path.substring(PREFIX.length())))
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
