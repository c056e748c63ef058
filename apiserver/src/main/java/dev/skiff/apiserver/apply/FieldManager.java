package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.schema.ObjectDecoder;
import dev.skiff.api.schema.TypeSchema;
import java.util.List;
import java.util.Optional;

/// Records in an object's `metadata.managedFields` who set which fields. For one kind.
///
/// To be asked for each write, after decoding and defaulting and before admission: what the server
/// itself changes has no owner.
public final class FieldManager {
    private static final String METADATA = "metadata";
    private static final String MANAGED_FIELDS = "managedFields";

    /// What identifies an object or is the server's is nobody's.
    private static final FieldSet UNTRACKED =
            FieldSet.ofFields(
                    List.of("apiVersion"),
                    List.of("kind"),
                    List.of(METADATA),
                    List.of(METADATA, "name"),
                    List.of(METADATA, "namespace"),
                    List.of(METADATA, "creationTimestamp"),
                    List.of(METADATA, "selfLink"),
                    List.of(METADATA, "uid"),
                    List.of(METADATA, "generation"),
                    List.of(METADATA, MANAGED_FIELDS),
                    List.of(METADATA, "resourceVersion"));

    private final TypeSchema type;
    private final String apiVersion;

    /// @param apiVersion the version of the kind: `apps/v1`
    public FieldManager(TypeSchema type, String apiVersion) {
        this.type = type;
        this.apiVersion = apiVersion;
    }

    /// Records a creation. The entries that the object brings are kept.
    public void create(ObjectNode created, FieldWriter writer) {
        JsonNode given = managedFields(created);
        ManagedFields managed =
                isReset(given)
                        ? ManagedFields.NONE
                        : ManagedFields.parse(given).orElse(ManagedFields.NONE);
        record(ObjectDecoder.empty(type), created, managed, writer);
    }

    /// Records a change: the fields that have another value than before are the writer's now, and
    /// nobody else's. `updated` may bring entries of its own: these count instead of the stored
    /// ones, unless they are malformed, or the write goes through a subresource. A single empty
    /// entry drops them all; nothing is recorded then, nor later, until somebody applies.
    public void update(ObjectNode stored, ObjectNode updated, FieldWriter writer) {
        ManagedFields managed = effective(stored, updated, writer);
        if (managed.isEmpty()) {
            setManagedFields(updated, managed);
        } else {
            record(stored, updated, managed, writer);
        }
    }

    /// When nothing but times in the entries differs, takes back the times: a write without effect
    /// is none. To be asked at the end of each change.
    public static void keepTimes(ObjectNode stored, ObjectNode updated) {
        JsonNode before = managedFields(stored);
        JsonNode after = managedFields(updated);
        boolean differsInTimes =
                !before.equals(after)
                        && before.size() == after.size()
                        && timeless(before).equals(timeless(after));
        if (!differsInTimes) {
            return;
        }
        ObjectNode kept = updated.deepCopy();
        metadata(kept).set(MANAGED_FIELDS, before);
        if (TreeComparison.areSame(kept, stored)) {
            metadata(updated).set(MANAGED_FIELDS, before.deepCopy());
        }
    }

    private void record(
            ObjectNode before, ObjectNode after, ManagedFields managed, FieldWriter writer) {
        Comparison difference = TreeComparison.of(type, before, after).without(writer.ignored());
        FieldSet lost = difference.set().union(difference.removed());
        ManagedFields others = managed.mapFields(fields -> fields.minus(lost));
        FieldSet taken = difference.set().minus(UNTRACKED);
        FieldOwner owner =
                new FieldOwner(writer.manager(), false, apiVersion, writer.subresource());
        ManagedFields recorded =
                taken.isEmpty()
                        ? others
                        : others.with(
                                owner,
                                new Ownership(others.fieldsOf(owner).union(taken), writer.time()));
        setManagedFields(after, OldOwners.merged(recorded));
    }

    private static ManagedFields effective(
            ObjectNode stored, ObjectNode updated, FieldWriter writer) {
        JsonNode given = managedFields(updated);
        if (writer.subresource().isEmpty() && isReset(given)) {
            return ManagedFields.NONE;
        }
        Optional<ManagedFields> brought =
                writer.subresource().isEmpty() ? ManagedFields.parse(given) : Optional.empty();
        return brought.filter(entries -> !entries.isEmpty())
                .or(() -> ManagedFields.parse(managedFields(stored)))
                .orElse(ManagedFields.NONE);
    }

    private static boolean isReset(JsonNode entries) {
        return entries.size() == 1 && entries.get(0).isEmpty();
    }

    private static JsonNode timeless(JsonNode entries) {
        JsonNode copy = entries.deepCopy();
        copy.forEach(entry -> ((ObjectNode) entry).remove("time"));
        return copy;
    }

    private static JsonNode managedFields(ObjectNode object) {
        return Fields.at(object, METADATA, MANAGED_FIELDS);
    }

    private static void setManagedFields(ObjectNode object, ManagedFields managed) {
        ObjectNode metadata = metadata(object);
        if (managed.isEmpty()) {
            metadata.remove(MANAGED_FIELDS);
        } else {
            metadata.set(MANAGED_FIELDS, managed.toJson());
        }
    }

    private static ObjectNode metadata(ObjectNode object) {
        return Fields.child(object, METADATA);
    }
}
