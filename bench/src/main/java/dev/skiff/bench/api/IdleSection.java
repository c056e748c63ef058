package dev.skiff.bench.api;

import dev.skiff.bench.Figure;
import dev.skiff.bench.Goal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/// What 2,000 watches cost that see nothing.
final class IdleSection implements Section {
    private static final int WATCHES = 2_000;
    private static final int STREAMS_PER_CONNECTION = 100;

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        Server server = stage.start();
        Pods.prepare(server);
        List<Figure> figures = new ArrayList<>();
        int watches = (int) stage.scaled(WATCHES);
        double before = server.settledMebibytes();
        List<HttpClient> clients = new ArrayList<>();
        List<InputStream> open = new ArrayList<>();
        for (int i = 0; i < watches; i++) {
            if (i % STREAMS_PER_CONNECTION == 0) {
                clients.add(
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_2)
                                .sslContext(server.tls())
                                .build());
            }
            open.add(open(server, clients.getLast()));
        }
        figures.add(figure(stage, "HTTP/2", server.settledMebibytes() - before, 100));
        clients.forEach(HttpClient::shutdownNow);
        before = server.settledMebibytes();
        List<WireConnection> connections = new ArrayList<>();
        byte[] request = server.get(Pods.COLLECTION + "?watch=1&timeoutSeconds=3000");
        for (int i = 0; i < watches; i++) { // none may wait until the server gives it up
            connections.add(server.connect());
            connections.getLast().begin(request, 200);
        }
        figures.add(figure(stage, "HTTP/1.1", server.settledMebibytes() - before, 200));
        for (WireConnection connection : connections) {
            connection.close();
        }
        stage.children().stop(server);
        return figures;
    }

    private static Figure figure(Stage stage, String protocol, double mebibytes, double goal) {
        return Figure.alone(
                stage.named("2,000 idle watches over " + protocol),
                "MiB",
                mebibytes,
                new Goal.AtMost(goal));
    }

    private static InputStream open(Server server, HttpClient client)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "https://localhost:"
                                                + server.port()
                                                + Pods.COLLECTION
                                                + "?watch=1&timeoutSeconds=3000"))
                        .header("Authorization", server.authorization())
                        .build();
        HttpResponse<InputStream> answer =
                client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IOException("a watch was answered " + answer.statusCode());
        }
        return answer.body();
    }
}
