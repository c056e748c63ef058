package dev.skiff.agent.objects;

import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.Informer;
import dev.skiff.client.Selection;
import dev.skiff.client.Steppable;
import dev.skiff.client.Transport;
import dev.skiff.client.TypedKind;
import dev.skiff.client.Types;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Watches each ConfigMap and Secret that a pod of this node refers to, and no other: a node sees
/// only what its pods need. Watching begins at the first question and ends with the last pod that
/// asked; when something is told, those pods are looked at again.
///
/// One thread steps; anybody asks.
public final class ReferencedObjects implements Steppable, AutoCloseable {
    private final Transport transport;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ObjectWatches<ConfigMap> configMaps;
    private final ObjectWatches<Secret> secrets;
    private volatile Runnable wake = () -> {};

    /// @param lookAgain called from the stepping thread with a pod whose object was told or changed
    public ReferencedObjects(
            Transport transport,
            InstantSource clock,
            RandomGenerator random,
            Consumer<PodIdentity> lookAgain) {
        this.transport = transport;
        this.clock = clock;
        this.random = random;
        configMaps =
                new ObjectWatches<>(
                        Types.CONFIG_MAP, one -> open(one, Types.CONFIG_MAP), lookAgain);
        secrets = new ObjectWatches<>(Types.SECRET, one -> open(one, Types.SECRET), lookAgain);
    }

    private <T extends HasMetadata> Informer<T> open(Selection one, TypedKind<T> type) {
        Informer<T> informer = new Informer<>(transport, one, type::view, clock, random);
        informer.onWork(() -> wake.run());
        wake.run();
        return informer;
    }

    /// The objects as one pod sees them; asking makes it look again when they change.
    public ObjectSource seenBy(PodIdentity pod) {
        return new ObjectSource() {
            @Override
            public Lookup<ConfigMap> configMap(ObjectKey key) {
                return configMaps.find(pod, key);
            }

            @Override
            public Lookup<Secret> secret(ObjectKey key) {
                return secrets.find(pod, key);
            }
        };
    }

    /// The pod is gone: what only it referred to is watched no longer.
    public void release(PodIdentity pod) {
        configMaps.release(pod);
        secrets.release(pod);
    }

    @Override
    public void close() {
        configMaps.close();
        secrets.close();
    }

    @Override
    public boolean step() {
        return configMaps.step() | secrets.step();
    }

    @Override
    public Instant nextDue() {
        Instant first = configMaps.nextDue();
        Instant second = secrets.nextDue();
        return first.isBefore(second) ? first : second;
    }

    @Override
    public void onWork(Runnable newWake) {
        wake = newWake;
    }
}
