package dev.skiff.it.faults;

import dev.skiff.client.http.HttpTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Eight writers and four watchers of one server, round after round, and what is checked when a
/// round is over.
final class Clients implements AutoCloseable {
    private static final int WRITERS = 8;
    /// Each for two writers, with a stream for each call and each watch.
    private static final int CONNECTIONS = 4;
    private static final int SHOWN = 3;

    private final Journal journal = new Journal();
    private final ConfigMaps own;
    private final List<ConfigMaps> connections;
    private final List<Watcher> watchers = new ArrayList<>();
    private State start;
    private int events;

    /// @param ballastBytes how much is written beside each id
    Clients(FaultyServer server, int ballastBytes) {
        List<HttpTransport> shared = Stream.generate(server::connect).limit(CONNECTIONS).toList();
        this.own = new ConfigMaps(shared.getFirst(), ballastBytes);
        this.connections =
                IntStream.range(0, WRITERS)
                        .mapToObj(n -> new ConfigMaps(shared.get(n % CONNECTIONS), ballastBytes))
                        .toList();
        HttpTransport one = shared.get(0);
        HttpTransport other = shared.get(1);
        this.start = own.list();
        long now = start.revision();
        watchers.add(Watcher.ofAll("first", one, Watcher.Manner.RESUME, now));
        watchers.add(Watcher.ofAll("second", other, Watcher.Manner.RESUME, now));
        watchers.add(Watcher.ofAll("anew", one, Watcher.Manner.ANEW, now));
        watchers.add(Watcher.ofKey(Writers.key(0), other, now));
    }

    Journal journal() {
        return journal;
    }

    /// For a single call, which is not written down unless the caller does.
    ConfigMaps own() {
        return own;
    }

    /// Whether the server reads from its store.
    boolean answers() {
        return own.send(new Operation.Call.Read(Writers.key(0))) instanceof Operation.Outcome.Found;
    }

    /// One more watcher, of what happened since the last [#check].
    void watchSinceThen(String name, FaultyServer server) {
        watchers.add(
                Watcher.ofAll(name, server.connect(), Watcher.Manner.RESUME, start.revision()));
    }

    /// How many events the first watcher saw so far.
    int events() {
        return events;
    }

    Writers write(String prefix, long seed) {
        return Writers.start(journal, prefix, connections, seed);
    }

    /// To be called while nobody writes and the server is there: whether what was done and seen
    /// since the last call can be.
    ///
    /// @param when says which round of which run it is, in the message of a failure
    void check(String when) {
        long last = writeToFirstKey(when);
        List<Followed> followed = watchers.stream().map(watcher -> watcher.take(last)).toList();
        Round round = new Round(start, journal.take(), followed, own.list());
        List<Problem> problems = RoundChecker.problems(round);
        if (!problems.isEmpty()) {
            List<String> shown =
                    problems.stream()
                            .limit(SHOWN)
                            .map(problem -> problem.explained(round))
                            .toList();
            throw new AssertionError(
                    "%s: %d problems\n%s"
                            .formatted(when, problems.size(), String.join("\n", shown)));
        }
        start = round.end();
        events += round.changes().size();
    }

    @Override
    public void close() {
        watchers.forEach(Watcher::close);
    }

    /// A change that every watcher sees. Returns its revision.
    private long writeToFirstKey(String id) {
        String key = Writers.key(0);
        Operation.Call create = new Operation.Call.Create(key, id);
        Operation.Call patch = new Operation.Call.Patch(key, id + " once more");
        for (Operation.Call call : List.of(create, patch)) {
            if (journal.record(call, () -> own.send(call))
                    instanceof Operation.Outcome.Written(var revision)) {
                return revision;
            }
        }
        throw new IllegalStateException(key + " can be neither created nor changed: " + journal);
    }
}
