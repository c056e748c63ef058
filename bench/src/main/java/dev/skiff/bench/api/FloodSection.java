package dev.skiff.bench.api;

import dev.skiff.bench.Figure;
import dev.skiff.bench.Figure.Yardstick;
import dev.skiff.bench.Goal;
import java.io.IOException;
import java.util.List;

/// Whether what is written over and over stays as small as it is: files and heap after 2,000,000
/// writes of Leases, beside those after 200,000.
final class FloodSection implements Section {
    private static final int NODES = 5_000;
    private static final int FEW = 200_000;
    private static final int MANY = 2_000_000;

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        Server server = stage.start();
        Leases leases = new Leases(server, NODES);
        Load.asFastAsItGoes(server, 16, NODES, leases::create);
        long few = stage.scaled(FEW);
        long many = stage.scaled(MANY);
        renew(stage, server, leases, few);
        double heapBefore = server.heapMebibytes();
        double filesBefore = stage.storedMebibytes();
        renew(stage, server, leases, many - few);
        double heap = server.heapMebibytes();
        double files = stage.storedMebibytes();
        stage.children().stop(server);
        return List.of(
                Figure.beside(
                        stage.named("files after 2,000,000 writes of Leases"),
                        "MiB",
                        files,
                        List.of(new Yardstick("after 200,000", filesBefore)),
                        new Goal.RatioAtMost(1.2)),
                Figure.beside(
                        stage.named("heap after 2,000,000 writes of Leases"),
                        "MiB",
                        heap,
                        List.of(new Yardstick("after 200,000", heapBefore)),
                        new Goal.RatioAtMost(1.2)));
    }

    private static void renew(Stage stage, Server server, Leases leases, long writes)
            throws IOException, InterruptedException {
        Load.Outcome renewals = Load.asFastAsItGoes(server, 16, writes, leases::renew);
        stage.note(
                "%,d writes of Leases".formatted(writes),
                "%.0f/s, p99 %.2f ms",
                renewals.perSecond(),
                renewals.millis(99));
    }
}
