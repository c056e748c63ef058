package dev.skiff.agent.objects;

import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.Informer;
import dev.skiff.client.Selection;
import dev.skiff.client.TypedKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/// Watches single objects of one kind for the pods that refer to them.
final class ObjectWatches<T extends HasMetadata> {
    private static final Comparator<PodIdentity> BY_UID = Comparator.comparing(PodIdentity::uid);

    /// @param pods guarded by the lock of the watches
    private record Watched<T>(Informer<T> informer, Set<PodIdentity> pods) {}

    private final TypedKind<T> type;
    private final Function<Selection, Informer<T>> opener;
    private final Consumer<PodIdentity> lookAgain;
    private final NavigableMap<ObjectKey, Watched<T>> watched = new TreeMap<>();

    /// @param opener makes an informer that hasn't begun
    ObjectWatches(
            TypedKind<T> type,
            Function<Selection, Informer<T>> opener,
            Consumer<PodIdentity> lookAgain) {
        this.type = type;
        this.opener = opener;
        this.lookAgain = lookAgain;
    }

    /// What is known of the object; `pod` is looked at again when more is.
    synchronized Lookup<T> find(PodIdentity pod, ObjectKey key) {
        Watched<T> entry = watched.computeIfAbsent(key, this::watch);
        entry.pods().add(pod);
        return entry.informer()
                .lister()
                .get(key)
                .<Lookup<T>>map(Lookup.Found::new)
                .orElseGet(
                        () ->
                                entry.informer().lister().hasSynced()
                                        ? new Lookup.Missing<>()
                                        : new Lookup.Unknown<>());
    }

    private Watched<T> watch(ObjectKey key) {
        Selection one =
                Selection.all(type.kind())
                        .inNamespace(key.namespace())
                        .withFields("metadata.name=" + key.name());
        Informer<T> informer = opener.apply(one);
        Watched<T> entry = new Watched<>(informer, new TreeSet<>(BY_UID));
        informer.onChange((_, _, _) -> tell(entry));
        return entry;
    }

    /// What only this pod referred to is watched no longer.
    synchronized void release(PodIdentity pod) {
        watched.values()
                .removeIf(
                        entry -> {
                            boolean isLast = entry.pods().remove(pod) && entry.pods().isEmpty();
                            if (isLast) {
                                entry.informer().close();
                            }
                            return isLast;
                        });
    }

    /// Ends all watches; what is known stays readable.
    void close() {
        snapshot().forEach(entry -> entry.informer().close());
    }

    private void tell(Watched<T> entry) {
        List<PodIdentity> pods;
        synchronized (this) {
            pods = List.copyOf(entry.pods());
        }
        pods.forEach(lookAgain);
    }

    boolean step() {
        boolean worked = false;
        for (Watched<T> entry : snapshot()) {
            boolean wasKnown = entry.informer().lister().hasSynced();
            worked |= entry.informer().step();
            if (!wasKnown && entry.informer().lister().hasSynced()) {
                tell(entry);
            }
        }
        return worked;
    }

    Instant nextDue() {
        return snapshot().stream()
                .map(entry -> entry.informer().nextDue())
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    private synchronized List<Watched<T>> snapshot() {
        return List.copyOf(watched.values());
    }
}
