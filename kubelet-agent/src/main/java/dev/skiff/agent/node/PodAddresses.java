package dev.skiff.agent.node;

import dev.skiff.agent.runtime.PodIdentity;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which pod has which address of the node's range. Goes round before it hands out an address
/// again, so that a dead pod's clients don't soon meet another one there. Thread-safe.
public final class PodAddresses {
    /// The network's own address, the bridge's, and at the end the broadcast address.
    private static final int RESERVED_AT_START = 2;

    private static final int RESERVED_AT_END = 1;

    private final AddressRange range;
    private final Map<String, PodIdentity> owners = new TreeMap<>();
    private long next = RESERVED_AT_START;

    public PodAddresses(AddressRange range) {
        this.range = range;
    }

    /// An address for a pod; empty when none is free.
    public synchronized Optional<String> take(PodIdentity pod) {
        for (long tried = 0; tried < range.size(); tried++) {
            String address = range.address(next);
            next = next + 1 < range.size() - RESERVED_AT_END ? next + 1 : RESERVED_AT_START;
            if (owners.putIfAbsent(address, pod) == null) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    /// Notes an address that a pod was found with.
    public synchronized void adopt(PodIdentity pod, String address) {
        owners.put(address, pod);
    }

    /// All addresses of a pod are free again.
    public synchronized void release(PodIdentity pod) {
        owners.values().removeIf(pod::equals);
    }
}
