package dev.skiff.agent.node;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The node's part of the pod network, once it has one. Thread-safe.
public final class NodeNetwork {
    private volatile @Nullable PodAddresses addresses;

    /// The addresses to hand out; empty until the network is there.
    public Optional<PodAddresses> addresses() {
        return Optional.ofNullable(addresses);
    }

    void open(PodAddresses ready) {
        addresses = ready;
    }
}
