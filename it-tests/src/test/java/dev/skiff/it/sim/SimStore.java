package dev.skiff.it.sim;

import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.StoreListener;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.StoreWatch;
import dev.skiff.apiserver.store.WriteResult;
import dev.skiff.testkit.sim.Simulation;
import java.util.Optional;
import java.util.function.Supplier;

/// A store seen through a wire: others run before and after every call, and calls fail, with or
/// without having been carried out. What was written outlives whoever wrote it.
final class SimStore implements Store {
    private final Simulation simulation;
    private final Store disk;
    private final Faults faults;

    SimStore(Simulation simulation, Store disk, Faults faults) {
        this.simulation = simulation;
        this.disk = disk;
        this.faults = faults;
    }

    @Override
    public WriteResult create(String key, byte[] value) {
        return call("create " + key, () -> disk.create(key, value));
    }

    @Override
    public WriteResult update(String key, byte[] value, long expectedRevision) {
        return call("update " + key, () -> disk.update(key, value, expectedRevision));
    }

    @Override
    public WriteResult delete(String key, long expectedRevision) {
        return call("delete " + key, () -> disk.delete(key, expectedRevision));
    }

    @Override
    public Optional<StoreEntry> get(String key) {
        return call("get " + key, () -> disk.get(key));
    }

    @Override
    public RangeResult range(String prefix, String startAfter, int limit, long revision) {
        return call("range " + prefix, () -> disk.range(prefix, startAfter, limit, revision));
    }

    @Override
    public StoreWatch watch(String prefix, long afterRevision, StoreListener listener) {
        return call("watch " + prefix, () -> disk.watch(prefix, afterRevision, listener));
    }

    @Override
    public long revision() {
        return call("revision", disk::revision);
    }

    @Override
    public long resumableFrom() {
        return disk.resumableFrom();
    }

    @Override
    public void compact(long revision) {
        disk.compact(revision);
    }

    /// The disk stays.
    @Override
    public void close() {}

    private <T> T call(String what, Supplier<T> work) {
        simulation.pause("store " + what);
        CallFate fate = faults.ofStoreCall();
        if (fate == CallFate.LOST) {
            throw new StoreUnavailableException("lost: " + what);
        }
        T answer = work.get();
        simulation.pause("store answers " + answer.getClass().getSimpleName());
        if (fate == CallFate.ANSWER_LOST) {
            throw new StoreUnavailableException("answer lost: " + what);
        }
        return answer;
    }
}
