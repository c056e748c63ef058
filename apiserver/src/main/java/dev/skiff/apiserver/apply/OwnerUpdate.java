package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// What a change of an object means for those who own fields of it: what is set to another value,
/// or removed, is not theirs any more. Nobody is left who owns nothing.
final class OwnerUpdate {
    private final VersionedKind kind;
    private final ObjectNode before;
    private final ObjectNode after;
    private final Map<String, Comparison> differences = new LinkedHashMap<>();

    /// @param difference of the objects, in the version of the kind
    /// @param ignored fields that the change does not reach
    OwnerUpdate(
            VersionedKind kind,
            ObjectNode before,
            ObjectNode after,
            Comparison difference,
            FieldSet ignored) {
        this.kind = kind;
        this.before = before;
        this.after = after;
        differences.put(kind.apiVersion(), difference.without(ignored));
    }

    /// The fields of these owners that the change sets.
    Conflicts conflicts(ManagedFields others) {
        TreeMap<FieldOwner, FieldSet> conflicts = new TreeMap<>();
        others.owners()
                .forEach(
                        (owner, owned) -> {
                            FieldSet set = difference(owned.apiVersion()).set();
                            FieldSet shared = owned.fields().intersection(set);
                            if (!shared.isEmpty()) {
                                conflicts.put(owner, shared);
                            }
                        });
        return new Conflicts(conflicts);
    }

    /// These owners after the change.
    ManagedFields after(ManagedFields owners) {
        Map<FieldOwner, Ownership> left = LinkedHashMap.newLinkedHashMap(owners.owners().size());
        owners.owners()
                .forEach(
                        (owner, owned) -> {
                            if (kind.has(owned.apiVersion())) {
                                Ownership kept = owned.minus(lost(owned.apiVersion()));
                                if (!kept.isEmpty()) {
                                    left.put(owner, kept);
                                }
                            }
                        });
        return new ManagedFields(left);
    }

    private FieldSet lost(String version) {
        Comparison difference = difference(version);
        return difference.set().union(difference.removed());
    }

    private Comparison difference(String version) {
        return differences.computeIfAbsent(
                version,
                _ ->
                        TreeComparison.of(
                                kind.typeOf(version),
                                kind.convert(before, version),
                                kind.convert(after, version)));
    }
}
