package dev.skiff.bench.api;

import dev.skiff.bench.Figure;
import dev.skiff.bench.Goal;
import java.io.IOException;
import java.util.List;

/// The heartbeats of 5,000 nodes, each every 10 s: what they cost the server and its store.
final class LeaseSection implements Section {
    private static final int NODES = 5_000;
    private static final int PER_SECOND = 500;
    private static final int SECONDS = 30;

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        Server server = stage.start();
        long nodes = stage.scaled(NODES);
        Leases leases = new Leases(server, nodes);
        Load.asFastAsItGoes(server, 16, nodes, leases::create);
        // Compiled by the time it counts, as in a cluster that has run for a minute.
        Load.asFastAsItGoes(server, 16, 4 * nodes, leases::renew);
        long beats = stage.scaled((long) PER_SECOND * SECONDS);
        Load.Outcome renewals = Load.paced(server, 4, beats, PER_SECOND, leases::renew);
        double share = 100 * renewals.serverSeconds() / (renewals.nanos() / 1e9);
        stage.note(
                "renewing Leases",
                "%.0f/s, p50 %.2f ms, p99 %.2f ms",
                renewals.perSecond(),
                renewals.millis(50),
                renewals.millis(99));
        stage.children().stop(server);
        return List.of(
                Figure.alone(
                        stage.named("Leases of 5,000 nodes, 500 writes/s: the server's CPU time"),
                        "% of a core",
                        share,
                        new Goal.AtMost(10)));
    }
}
