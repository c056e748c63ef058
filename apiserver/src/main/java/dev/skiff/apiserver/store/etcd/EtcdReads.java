package dev.skiff.apiserver.store.etcd;

import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.StoreArguments;
import dev.skiff.apiserver.store.StoreEntry;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.options.GetOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ranges of our keys, read in pieces that etcd can send.
final class EtcdReads {
    static final String COMPACTED = "required revision has been compacted";
    private static final String FUTURE = "required revision is a future revision";
    private static final int KEYS_AT_ONCE = 1_000;

    private final EtcdCalls calls;
    private final EtcdKeys keys;

    EtcdReads(EtcdCalls calls) {
        this.calls = calls;
        this.keys = calls.keys();
    }

    /// As [dev.skiff.apiserver.store.StoreView#range].
    RangeResult range(String prefix, String startAfter, int limit, long revision) {
        StoreArguments.requireRange(prefix, limit, revision);
        if (calls.state().isForgotten(revision)) {
            return new RangeResult.Compacted(calls.state().oldest());
        }
        List<StoreEntry> entries = new ArrayList<>();
        long asOf = revision;
        String last = startAfter;
        while (true) {
            int wanted = limit == 0 ? KEYS_AT_ONCE : Math.min(KEYS_AT_ONCE, limit - entries.size());
            Optional<GetResponse> read = readPage(prefix, last, wanted, asOf);
            if (read.isEmpty()) {
                return refusal(prefix, startAfter, limit, revision);
            }
            GetResponse page = read.get();
            page.getKvs().forEach(pair -> entries.add(calls.entry(pair)));
            asOf = asOf == 0 ? calls.state().ours(page.getHeader().getRevision()) : asOf;
            long remaining = page.getCount() - page.getKvs().size();
            if (remaining == 0 || entries.size() == limit) {
                return new RangeResult.Page(entries, asOf, remaining);
            }
            last = entries.getLast().key();
        }
    }

    private Optional<GetResponse> readPage(
            String prefix, String startAfter, int limit, long revision) {
        GetOption option =
                GetOption.builder()
                        .withRange(keys.endOf(prefix))
                        .withLimit(limit)
                        .withRevision(calls.state().etcds(revision))
                        .build();
        ByteSequence first = keys.firstOf(prefix, startAfter);
        return calls.callUnless(
                List.of(COMPACTED, FUTURE), "read from", kv -> kv.get(first, option));
    }

    private RangeResult refusal(String prefix, String startAfter, int limit, long revision) {
        if (revision == 0) { // compacted while its pages were read
            return range(prefix, startAfter, limit, revision);
        }
        long current = calls.revision();
        return revision > current
                ? new RangeResult.Future(current)
                : new RangeResult.Compacted(calls.oldestRevision());
    }
}
