package dev.skiff.apiserver.apply;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps the number of owners by update bounded: the oldest ones are merged into one for each
/// version.
final class OldOwners {
    private static final int MOST_UPDATERS = 10;
    private static final String MANAGER = "ancient-changes";

    private OldOwners() {}

    static ManagedFields merged(ManagedFields managed) {
        if (managed.owners().size() <= MOST_UPDATERS) {
            return managed;
        }
        List<Map.Entry<FieldOwner, Ownership>> updaters =
                managed.owners().entrySet().stream()
                        .filter(entry -> !entry.getKey().isApplied())
                        .sorted(
                                Comparator.comparing(
                                                (Map.Entry<FieldOwner, Ownership> entry) ->
                                                        entry.getValue().time())
                                        .thenComparing(Map.Entry::getKey))
                        .toList();
        int count = updaters.size();
        ManagedFields left = managed;
        Map<String, FieldOwner> first = new LinkedHashMap<>();
        for (Map.Entry<FieldOwner, Ownership> updater : updaters) {
            if (count <= MOST_UPDATERS) {
                break;
            }
            String version = updater.getValue().apiVersion();
            FieldOwner merge = first.putIfAbsent(version, updater.getKey());
            if (merge != null) {
                left = merged(left, merge, updater);
                first.put(version, bucket(version));
                count--;
            }
        }
        return left;
    }

    private static ManagedFields merged(
            ManagedFields managed, FieldOwner into, Map.Entry<FieldOwner, Ownership> updater) {
        String version = updater.getValue().apiVersion();
        FieldOwner bucket = bucket(version);
        FieldSet fields =
                managed.fieldsOf(bucket)
                        .union(managed.fieldsOf(into))
                        .union(updater.getValue().fields());
        return managed.without(into)
                .without(updater.getKey())
                .with(bucket, Ownership.of(fields, version, updater.getValue().time()));
    }

    private static FieldOwner bucket(String version) {
        return FieldOwner.updating(MANAGER, version, "");
    }
}
