package dev.skiff.client;

import dev.skiff.api.object.ObjectKey;
import org.jspecify.annotations.Nullable;

/// Told of every difference an [Informer] found, by its stepping thread, after its [Lister] shows
/// it. Must not block.
@FunctionalInterface
public interface ChangeListener<T> {
    /// @param before null: the object appeared
    /// @param now null: the object vanished
    void onChange(ObjectKey key, @Nullable T before, @Nullable T now);
}
