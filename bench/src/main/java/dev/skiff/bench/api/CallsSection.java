package dev.skiff.bench.api;

import dev.skiff.bench.Figure;
import dev.skiff.bench.Figure.Yardstick;
import dev.skiff.bench.Goal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Single objects: creating pods, and reading one, over 16 connections.
final class CallsSection implements Section {
    private static final int CONNECTIONS = 16;
    private static final int CREATES = 40_000;
    private static final int READS = 200_000;

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        Server echo = stage.children().echo();
        Server server = stage.start();
        Pods.prepare(server);
        long creates = stage.scaled(CREATES);
        load(server, creates, (c, i) -> Pods.create(server, c, "warm", i));
        Load.Outcome created = load(server, creates, (c, i) -> Pods.create(server, c, "pod", i));
        note(stage, "create pods", created);
        int stored = (int) (created.bytes() / created.calls());
        List<Figure> figures = new ArrayList<>();
        Load.Outcome echoReads = echo(stage, echo, echo.get("/echo/" + stored), 200);
        figures.add(read(stage, server, "GET pod, consistent", "", 15_000, echoReads));
        figures.add(
                read(
                        stage,
                        server,
                        "GET pod, resourceVersion=0",
                        "?resourceVersion=0",
                        25_000,
                        echoReads));
        stage.children().stop(server);
        byte[] same = echo.send("POST", "/echo/" + stored, Pods.body("pod", 0));
        Load.Outcome echoWrites = echo(stage, echo, same, 201);
        double raw = RawWrites.perSecond(stage, creates, stored);
        figures.addFirst(
                Figure.beside(
                        stage.named(
                                "create pods of %.2f KB, %.2f stored"
                                        .formatted(Pods.body("pod", 0).length / 1e3, stored / 1e3)),
                        "/s",
                        created.perSecond(),
                        List.of(
                                new Yardstick("echo", echoWrites.perSecond()),
                                new Yardstick("bare store", raw)),
                        new Goal.AtLeast(stage.store().equals("etcd") ? 3_000 : 5_000),
                        new Goal.RatioAtLeast(0.35)));
        return figures;
    }

    private static Figure read(
            Stage stage, Server server, String what, String query, double goal, Load.Outcome echo)
            throws IOException, InterruptedException {
        byte[] get = server.get(Pods.COLLECTION + "/pod-1" + query);
        long calls = stage.scaled(READS);
        load(server, calls / 4, (c, _) -> c.exchange(get, 200));
        Load.Outcome reads = load(server, calls, (c, _) -> c.exchange(get, 200));
        note(stage, what, reads);
        return Figure.beside(
                stage.named(what),
                "/s",
                reads.perSecond(),
                List.of(new Yardstick("echo", echo.perSecond())),
                new Goal.AtLeast(goal));
    }

    private static Load.Outcome echo(Stage stage, Server echo, byte[] request, int status)
            throws IOException, InterruptedException {
        long calls = stage.scaled(READS / 2);
        load(echo, calls / 4, (c, _) -> c.exchange(request, status));
        Load.Outcome outcome = load(echo, calls, (c, _) -> c.exchange(request, status));
        note(stage, "echo that answers " + status, outcome);
        return outcome;
    }

    private static Load.Outcome load(Server server, long calls, Load.Call call)
            throws IOException, InterruptedException {
        return Load.asFastAsItGoes(server, CONNECTIONS, calls, call);
    }

    private static void note(Stage stage, String what, Load.Outcome outcome) {
        stage.note(
                what,
                "%d calls, %.0f/s, p50 %.2f ms, p99 %.2f ms, %.3f ms of the server's CPU each",
                outcome.calls(),
                outcome.perSecond(),
                outcome.millis(50),
                outcome.millis(99),
                outcome.serverMillis());
    }
}
