package dev.skiff.bench.api;

import dev.skiff.bench.Figure;
import dev.skiff.bench.Goal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Lists of 10,000 pods.
final class ListSection implements Section {
    private static final int PODS = 10_000;
    private static final int LISTS = 40;
    private static final String TABLE =
            "Accept: application/json;as=Table;v=v1;g=meta.k8s.io,application/json\r\n";
    private static final String GZIP = "Accept-Encoding: gzip\r\n";

    /// What kube-apiserver reached on such a machine, in MB/s.
    private static final double PEER_TABLES = 79;

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        Server server = stage.start();
        Pods.prepare(server);
        Load.asFastAsItGoes(
                server, 16, stage.scaled(PODS), (c, i) -> Pods.create(server, c, "list", i));
        List<Figure> figures = new ArrayList<>();
        Load.Outcome plain = list(stage, server, "LIST pods", server.get(Pods.COLLECTION), LISTS);
        figures.add(
                Figure.alone(
                        stage.named("LIST pods"),
                        "MB/s",
                        plain.megabytesPerSecond(),
                        new Goal.AtLeast(300)));
        byte[] zipped = server.get(Pods.COLLECTION, GZIP);
        Load.Outcome small = list(stage, server, "LIST pods, gzip", zipped, LISTS / 4);
        figures.add(
                Figure.alone(
                        stage.named("LIST pods, gzip; MB before compressing"),
                        "MB/s",
                        plain.bytes() / LISTS * small.calls() * 1e3 / small.nanos()));
        byte[] table = server.get(Pods.COLLECTION, TABLE);
        figures.add(
                Figure.alone(
                        stage.named("LIST pods as Table"),
                        "MB/s",
                        list(stage, server, "LIST pods as Table", table, LISTS)
                                .megabytesPerSecond(),
                        new Goal.AtLeast(3 * PEER_TABLES)));
        byte[] selected = server.get(Pods.COLLECTION + "?labelSelector=group%3Drare");
        figures.add(
                Figure.alone(
                        stage.named("LIST pods, a label of 1 %, p50"),
                        "ms",
                        list(stage, server, "LIST pods, a label of 1 %", selected, 10 * LISTS)
                                .millis(50),
                        new Goal.AtMost(10)));
        stage.children().stop(server);
        return figures;
    }

    private static Load.Outcome list(
            Stage stage, Server server, String what, byte[] request, int calls)
            throws IOException, InterruptedException {
        Load.asFastAsItGoes(server, 1, calls / 2, (c, _) -> c.exchange(request, 200));
        Load.Outcome outcome =
                Load.asFastAsItGoes(server, 1, calls, (c, _) -> c.exchange(request, 200));
        stage.note(
                what,
                "%.1f MB each, p50 %.1f ms, p99 %.1f ms, %.1f ms of the server's CPU each, %.0f MiB resident",
                outcome.bytes() / 1e6 / calls,
                outcome.millis(50),
                outcome.millis(99),
                outcome.serverMillis(),
                server.residentMebibytes());
        return outcome;
    }
}
