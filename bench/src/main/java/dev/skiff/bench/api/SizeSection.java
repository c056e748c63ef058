package dev.skiff.bench.api;

import dev.skiff.bench.Figure;
import dev.skiff.bench.Goal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A large cluster's objects: how long a start takes with them, and how much memory.
final class SizeSection implements Section {
    private static final int PODS = 50_000;
    private static final int NODES = 5_000;

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        Server first = stage.start();
        Pods.prepare(first);
        Load.asFastAsItGoes(first, 16, stage.scaled(NODES), (c, i) -> createNode(first, c, i));
        Load.asFastAsItGoes(
                first, 16, stage.scaled(PODS), (c, i) -> Pods.create(first, c, "pod", i));
        stage.note("after creating them", "%.0f MiB resident", first.residentMebibytes());
        stage.children().stop(first);
        long begin = System.nanoTime();
        Server again = stage.start();
        double seconds = (System.nanoTime() - begin) / 1e9;
        double resident = again.residentMebibytes();
        try (WireConnection connection = again.connect()) {
            connection.exchange(again.get("/api/v1/pods"), 200);
        }
        stage.note(
                "after a start",
                "%.0f MiB resident, after a list of all pods %.0f MiB, of these %.0f MiB heap in use",
                resident,
                again.residentMebibytes(),
                again.heapMebibytes());
        double listed = again.residentMebibytes();
        stage.children().stop(again);
        return List.of(
                Figure.alone(
                        stage.named("start with 50,000 pods and 5,000 nodes, until it is ready"),
                        "s",
                        seconds,
                        new Goal.AtMost(5)),
                Figure.alone(
                        stage.named("resident with 50,000 pods and 5,000 nodes"),
                        "MiB",
                        Math.max(resident, listed),
                        new Goal.AtMost(700)));
    }

    private static long createNode(Server server, WireConnection connection, long number)
            throws IOException {
        String body =
                "{\"metadata\":{\"name\":\"node-"
                        + number
                        + "\",\"labels\":{\"kubernetes.io/os\":\"linux\",\"zone\":\"z"
                        + number % 3
                        + "\"}},\"spec\":{},\"status\":{\"capacity\":{\"cpu\":\"16\",\"memory\":\"64Gi\",\"pods\":\"110\"}}}";
        return connection.exchange(
                server.send("POST", "/api/v1/nodes", body.getBytes(StandardCharsets.US_ASCII)),
                201);
    }
}
