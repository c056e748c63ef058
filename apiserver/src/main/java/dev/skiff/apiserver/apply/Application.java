package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import java.util.Optional;

/// One configuration, merged into an object on behalf of one applier; owners and conflicts follow
/// from it.
final class Application {
    private final VersionedKind kind;
    private final ObjectNode live;
    private final FieldOwner owner;
    private final FieldWriter writer;
    private final Ownership declared;
    private final ManagedFields others;
    private final ObjectNode merged;
    private final Comparison difference;
    private final OwnerUpdate update;

    /// @param managed who owned what so far
    Application(
            VersionedKind kind,
            ObjectNode live,
            ObjectNode config,
            ManagedFields managed,
            FieldWriter writer) {
        this.kind = kind;
        this.live = live;
        this.writer = writer;
        this.owner = FieldOwner.applying(writer.manager(), writer.subresource());
        Slot slot = Slot.of(kind.type());
        ManagedFields fitting = managed.fitting(kind);
        Optional<Ownership> last = Optional.ofNullable(fitting.of(owner));
        FieldSet fields = TreeFields.of(slot, config).minusBelow(writer.ignored());
        this.declared =
                Ownership.of(fields, kind.apiVersion(), last.map(Ownership::time).orElse(""));
        this.others = fitting.without(owner);
        ObjectNode whole = TreeMerge.of(slot, live, config);
        Pruning pruning = new Pruning(kind, others.with(owner, declared));
        this.merged = last.map(owned -> pruning.prune(whole, owned)).orElse(whole);
        this.difference = TreeComparison.of(kind.type(), live, merged);
        this.update = new OwnerUpdate(kind, live, merged, difference, writer.ignored());
    }

    Conflicts conflicts() {
        return update.conflicts(others);
    }

    /// As [#conflicts], without the fields that still are as kubectl applied them by itself.
    Conflicts conflictsOfKubectl() {
        Conflicts conflicts = conflicts();
        return conflicts.isEmpty()
                ? conflicts
                : conflicts.without(LastApplied.unchanged(kind, live));
    }

    boolean isChange() {
        return !difference.isSame();
    }

    /// The object as it should become, not yet decoded; only its metadata may be changed.
    ObjectNode object() {
        if (!isChange()) {
            return live.deepCopy();
        }
        ObjectNode object = merged.objectNode().setAll(merged);
        object.set("metadata", Fields.child(merged.deepCopy(), "metadata"));
        return object;
    }

    /// Who owns what afterwards, conflicts decided for the applier.
    ManagedFields owners(FieldSet untracked) {
        ManagedFields left = update.after(others);
        FieldSet fields = declared.fields().minus(untracked);
        if (fields.isEmpty()) {
            return left;
        }
        String time = isChange() ? writer.time() : declared.time();
        return left.with(owner, Ownership.of(fields, declared.apiVersion(), time));
    }
}
