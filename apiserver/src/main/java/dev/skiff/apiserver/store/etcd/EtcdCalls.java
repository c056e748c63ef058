package dev.skiff.apiserver.store.etcd;

import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.StoreFullException;
import dev.skiff.apiserver.store.StoreUnavailableException;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.common.exception.CompactedException;
import io.etcd.jetcd.kv.PutResponse;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.WatchOption;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls to etcd, each with a time-out, over a connection that can be made anew: a new one does not
/// wait as long as the old one would before it tries again.
final class EtcdCalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EtcdCalls.class);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(5);
    private static final String NO_SPACE = "database space exceeded";
    private static final String MAKE_SPACE =
            "; works again when it has space and is told so: etcdctl compact, defrag, alarm disarm";
    private static final GetOption COUNT_ONLY = GetOption.builder().withCountOnly(true).build();

    private final EtcdSettings settings;
    private final EtcdKeys keys;
    private volatile EtcdState state = EtcdState.USUAL;
    private final SharedRead<Long> revisions = new SharedRead<>(this::readRevision);
    private volatile Client client;
    private volatile boolean closed;

    EtcdCalls(EtcdSettings settings) {
        this.settings = settings;
        this.keys = new EtcdKeys(settings.prefix());
        this.client = connect();
    }

    /// Calls to a store that is whole.
    ///
    /// @throws StoreUnavailableException if etcd does not answer, or a restore was cut short
    static EtcdCalls open(EtcdSettings settings) {
        EtcdCalls calls = new EtcdCalls(settings);
        try {
            calls.state = calls.readState();
            if (calls.state.isRestoring()) {
                throw new StoreUnavailableException(
                        "%s holds under %s part of a backup: its restore goes on, or was cut short and has to be run again"
                                .formatted(calls, settings.prefix()));
            }
            return calls;
        } catch (RuntimeException e) {
            calls.close();
            throw e;
        }
    }

    EtcdState readState() {
        return call("read from", kv -> kv.get(keys.state())).getKvs().stream()
                .findFirst()
                .map(pair -> EtcdState.ofBytes(pair.getValue()))
                .orElse(EtcdState.USUAL);
    }

    /// How revisions are told.
    EtcdState state() {
        return state;
    }

    StoreEntry entry(KeyValue pair) {
        return keys.entry(pair, state);
    }

    EtcdKeys keys() {
        return keys;
    }

    Watch watchClient() {
        return client.getWatchClient();
    }

    long timeoutMillis() {
        return settings.callTimeout().toMillis();
    }

    /// The revision etcd is at; no write answered before has a greater one.
    long revision() {
        requireOpen();
        return await("read from", revisions.get());
    }

    private CompletableFuture<Long> readRevision() {
        return client.getKVClient()
                .get(keys.tick(), COUNT_ONLY)
                .orTimeout(timeoutMillis(), TimeUnit.MILLISECONDS)
                .thenApply(answer -> state.ours(answer.getHeader().getRevision()));
    }

    /// The oldest revision that is not compacted. etcd tells it only to a watch that asks for more.
    long oldestRevision() {
        CompletableFuture<Long> oldest = new CompletableFuture<>();
        WatchOption fromTheStart = WatchOption.builder().withRevision(1).build();
        Watch.Listener listener =
                Watch.listener(
                        _ -> oldest.complete(1L), failure -> completeOldest(oldest, failure));
        try (Watch.Watcher _ = watchClient().watch(keys.tick(), fromTheStart, listener)) {
            return Math.max(state.oldest(), state.ours(await("read from", oldest)));
        }
    }

    /// Writes the tick key, and doesn't wait for it: that it happened shows in the watch.
    void tick() {
        CompletableFuture<?> answer = client.getKVClient().put(keys.tick(), ByteSequence.EMPTY);
        var _ = answer.whenComplete((_, failure) -> LOG.debug("tick", failure));
    }

    /// Does not wait for the answer.
    CompletableFuture<PutResponse> put(ByteSequence key, ByteSequence value) {
        requireOpen();
        return client.getKVClient().put(key, value);
    }

    /// Another API server may have done it already, and if it fails the next one will do it.
    void compactInBackground(long revision) {
        CompletableFuture<?> answer = client.getKVClient().compact(state.etcds(revision));
        var _ = answer.whenComplete((_, failure) -> LOG.debug("compact at {}", revision, failure));
    }

    /// Waits for the answer, at most the stated time-out.
    ///
    /// @param what completes "cannot …" in the message of a failure
    <T> T call(String what, Function<KV, CompletableFuture<T>> call) {
        requireOpen();
        return await(what, call.apply(client.getKVClient()));
    }

    /// As [#call], but a failure whose message has one of the `expected` parts is an empty answer.
    <T> Optional<T> callUnless(
            List<String> expected, String what, Function<KV, CompletableFuture<T>> call) {
        try {
            return Optional.of(call(what, call));
        } catch (StoreUnavailableException e) {
            String message = String.valueOf(e.getMessage());
            if (expected.stream().anyMatch(message::contains)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    <T extends @Nullable Object> T await(String what, CompletableFuture<T> answer) {
        try {
            return answer.get(timeoutMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            boolean isLate = e.getCause() instanceof TimeoutException;
            throw unavailable(what, isLate ? late() : reason(e.getCause()), e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unavailable(what, late(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(what, "interrupted", e);
        }
    }

    private String late() {
        return "no answer within " + timeoutMillis() + " ms";
    }

    synchronized void renewConnection() {
        if (!closed) {
            Client old = client;
            client = connect();
            old.close();
        }
    }

    void requireOpen() {
        if (closed) {
            throw new StoreUnavailableException("the store is closed");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        client.close();
    }

    /// For messages.
    @Override
    public String toString() {
        return "etcd at " + settings.where();
    }

    static String reason(@Nullable Throwable cause) {
        String message = cause == null ? null : cause.getMessage();
        return message == null ? String.valueOf(cause) : message;
    }

    private static void completeOldest(CompletableFuture<Long> oldest, Throwable failure) {
        if (failure instanceof CompactedException compacted) {
            oldest.complete(compacted.getCompactedRevision());
        } else {
            oldest.completeExceptionally(failure);
        }
    }

    private StoreUnavailableException unavailable(String what, String reason, Exception cause) {
        String message = "cannot %s %s: %s".formatted(what, this, reason);
        return reason.contains(NO_SPACE)
                ? new StoreFullException(message + MAKE_SPACE, cause)
                : new StoreUnavailableException(message, cause);
    }

    private Client connect() {
        return Client.builder()
                .endpoints(settings.endpoints().toArray(URI[]::new))
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .waitForReady(false)
                .retryMaxAttempts(0)
                .connectTimeout(settings.callTimeout())
                .keepaliveTime(KEEP_ALIVE)
                .keepaliveTimeout(KEEP_ALIVE_TIMEOUT)
                .build();
    }
}
