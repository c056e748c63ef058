package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// Takes out of a merged object what its applier declared last time and does not any more, unless
/// somebody else owns it.
final class Pruning {
    private final VersionedKind kind;
    private final ManagedFields managed;

    /// @param managed who owns what, the applier what it declares now
    Pruning(VersionedKind kind, ManagedFields managed) {
        this.kind = kind;
        this.managed = managed;
    }

    /// @param last what the applier declared last time
    ObjectNode prune(ObjectNode merged, Ownership last) {
        String version = last.apiVersion();
        if (last.fields().isEmpty() || !kind.has(version)) {
            return merged;
        }
        ObjectNode whole = kind.convert(merged, version);
        Slot slot = kind.slot(version);
        FieldSet declared = NamedFields.added(last.fields(), slot);
        ObjectNode pruned = withOwned(version, whole, TreeRemoval.without(slot, whole, declared));
        FieldSet gone = fields(slot, whole).minus(fields(slot, pruned)).intersection(declared);
        return kind.convertBack(TreeRemoval.without(slot, whole, gone), version);
    }

    /// Adds back what others, or the applier now, own.
    private ObjectNode withOwned(String version, ObjectNode whole, ObjectNode pruned) {
        Map<String, FieldSet> owned = new LinkedHashMap<>(managed.byVersion());
        FieldSet ofVersion = owned.remove(version);
        ObjectNode left = pruned;
        if (ofVersion != null) {
            left = kept(kind.slot(version), whole, left, ofVersion);
        }
        for (Map.Entry<String, FieldSet> entry : owned.entrySet()) {
            String other = entry.getKey();
            if (kind.has(other)) {
                ObjectNode kept =
                        kept(
                                kind.slot(other),
                                in(other, whole, version),
                                in(other, left, version),
                                entry.getValue());
                left = kind.convert(kind.convertBack(kept, other), version);
            }
        }
        return left;
    }

    private ObjectNode in(String other, ObjectNode object, String version) {
        return kind.convert(kind.convertBack(object, version), other);
    }

    private static ObjectNode kept(Slot slot, ObjectNode whole, ObjectNode pruned, FieldSet owned) {
        FieldSet stays = fields(slot, pruned).union(NamedFields.added(owned, slot));
        return TreeRemoval.without(slot, whole, fields(slot, whole).minus(stays));
    }

    private static FieldSet fields(Slot slot, ObjectNode object) {
        return NamedFields.added(TreeFields.of(slot, object), slot);
    }
}
