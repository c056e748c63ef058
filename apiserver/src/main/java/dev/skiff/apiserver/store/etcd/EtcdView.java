package dev.skiff.apiserver.store.etcd;

import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.StoreView;

/// What is in etcd; writes nothing to it.
public final class EtcdView implements StoreView {
    private final EtcdCalls calls;
    private final EtcdReads reads;

    private EtcdView(EtcdCalls calls) {
        this.calls = calls;
        this.reads = new EtcdReads(calls);
    }

    /// Connects; fails when etcd does not answer in time.
    public static EtcdView open(EtcdSettings settings) {
        return new EtcdView(EtcdCalls.open(settings));
    }

    @Override
    public RangeResult range(String prefix, String startAfter, int limit, long revision) {
        return reads.range(prefix, startAfter, limit, revision);
    }

    @Override
    public long revision() {
        return calls.revision();
    }

    @Override
    public void close() {
        calls.close();
    }
}
