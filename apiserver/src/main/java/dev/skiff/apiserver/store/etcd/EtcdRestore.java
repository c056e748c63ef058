package dev.skiff.apiserver.store.etcd;

import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.StoreRestore;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.kv.PutResponse;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/// Fills our part of an etcd. No API server of the cluster may be running. etcd numbers all keys
/// anew, and has no transaction as large as a cluster: so what is there says that it is not whole
/// until [#finish], also after this process has died. For one thread.
public final class EtcdRestore implements StoreRestore {
    private static final int PUTS_IN_FLIGHT = 128;
    private static final long BYTES_IN_FLIGHT = 4L << 20;

    private record Put(long bytes, CompletableFuture<PutResponse> answer) {}

    private final EtcdCalls calls;
    private final EtcdKeys keys;
    private final EtcdState before;
    private final Deque<Put> inFlight = new ArrayDeque<>();
    private long bytesInFlight;
    private long ahead;
    private long last;

    private EtcdRestore(EtcdCalls calls, EtcdState before) {
        this.calls = calls;
        this.keys = calls.keys();
        this.before = before;
    }

    /// Connects; changes nothing yet.
    public static EtcdRestore open(EtcdSettings settings) {
        EtcdCalls calls = new EtcdCalls(settings);
        try {
            return new EtcdRestore(calls, calls.readState());
        } catch (RuntimeException e) {
            calls.close();
            throw e;
        }
    }

    /// How many keys are there, not counting those that an unfinished restore left.
    public long keysThere() {
        GetOption count = GetOption.builder().withRange(keys.endOf("")).withCountOnly(true).build();
        return before.isRestoring()
                ? 0
                : calls.call("read from", kv -> kv.get(keys.firstOf("", ""), count)).getCount();
    }

    /// The revision that clients of what is there may have seen.
    public long revision() {
        return before.ours(calls.revision());
    }

    /// Removes all keys that are there. From here on nothing can be used until [#finish].
    ///
    /// @param after what is written later has a greater revision; at least [#revision]
    public void begin(long after) {
        long now = putState(new EtcdState(before.ahead(), before.oldest(), true));
        ahead = Math.max(before.ahead(), after - now);
        DeleteOption all = DeleteOption.builder().withRange(keys.end()).build();
        last = calls.call("write to", kv -> kv.delete(keys.tick(), all)).getHeader().getRevision();
    }

    @Override
    public void put(StoreEntry entry) {
        ByteSequence value = ByteSequence.from(entry.value());
        while (inFlight.size() == PUTS_IN_FLIGHT
                || (!inFlight.isEmpty() && bytesInFlight + value.size() > BYTES_IN_FLIGHT)) {
            awaitFirst();
        }
        CompletableFuture<PutResponse> answer = calls.put(keys.of(entry.key()), value);
        inFlight.add(new Put(value.size(), answer));
        bytesInFlight += value.size();
    }

    @Override
    public void finish() {
        while (!inFlight.isEmpty()) {
            awaitFirst();
        }
        putState(new EtcdState(ahead, ahead + last, false));
    }

    @Override
    public void close() {
        calls.close();
    }

    private void awaitFirst() {
        Put first = inFlight.remove();
        bytesInFlight -= first.bytes();
        PutResponse answer = calls.await("write to", first.answer());
        last = Math.max(last, answer.getHeader().getRevision());
    }

    private long putState(EtcdState state) {
        return calls.call("write to", kv -> kv.put(keys.state(), state.toBytes()))
                .getHeader()
                .getRevision();
    }
}
