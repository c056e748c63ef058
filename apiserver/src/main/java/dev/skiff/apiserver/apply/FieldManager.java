package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.schema.ObjectDecoder;
import dev.skiff.api.status.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Records in an object's `metadata.managedFields` who set which fields, and applies
/// configurations. For one kind.
///
/// To be asked for each write, after decoding and defaulting and before admission: what the server
/// itself changes has no owner.
public final class FieldManager {
    private static final String METADATA = "metadata";
    private static final String MANAGED_FIELDS = "managedFields";
    private static final String BEFORE_FIRST_APPLY = "before-first-apply";

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

    private final VersionedKind kind;

    public FieldManager(VersionedKind kind) {
        this.kind = kind;
    }

    /// Records a creation. The entries that the object brings are kept.
    public void create(ObjectNode created, FieldWriter writer) {
        JsonNode given = managedFields(created);
        ManagedFields managed =
                isReset(given)
                        ? ManagedFields.NONE
                        : ManagedFields.parse(given).orElse(ManagedFields.NONE);
        setManagedFields(created, recorded(nothing(), created, managed, writer));
    }

    /// Records a change: the fields that have another value than before are the writer's now, and
    /// nobody else's. `updated` may bring entries of its own: these count instead of the stored
    /// ones, unless they are malformed, or the write goes through a subresource. An empty list, or
    /// a single empty entry, drops them all; nothing is recorded then, nor later, until somebody
    /// applies.
    public void update(ObjectNode stored, ObjectNode updated, FieldWriter writer) {
        ManagedFields managed = effective(stored, updated, writer);
        setManagedFields(
                updated, managed.isEmpty() ? managed : recorded(stored, updated, managed, writer));
    }

    /// Applies a configuration to an object.
    ///
    /// @param live the object; without a uid it is not there yet
    /// @param force whether the applier gets what others own
    public ApplyResult apply(
            ObjectNode live, ObjectNode config, FieldWriter writer, boolean force) {
        Optional<String> problem = TreeCheck.problem(Slot.of(kind.type()), config);
        if (problem.isPresent()) {
            return new ApplyResult.Refused(
                    Status.failure(
                            500,
                            "",
                            "failed to create typed patch object (%s): %s"
                                    .formatted(shown(config), problem.get())));
        }
        Application application =
                new Application(kind, live, config, beforeApply(live, writer), writer);
        if (!force) {
            Conflicts conflicts =
                    writer.manager().equals(LastApplied.MANAGER)
                            ? application.conflictsOfKubectl()
                            : application.conflicts();
            if (!conflicts.isEmpty()) {
                return new ApplyResult.Refused(conflicts.status());
            }
        }
        return applied(application, config, writer);
    }

    /// An object of the kind that is not there yet.
    public ObjectNode nothing() {
        return ObjectDecoder.empty(kind.type());
    }

    /// How upstream's messages call an object: `team-a/web; apps/v1, Kind=Deployment`.
    public static String shown(JsonNode object) {
        String apiVersion = Fields.text(object, "apiVersion");
        return "%s/%s; %s, Kind=%s"
                .formatted(
                        Fields.text(Fields.at(object, METADATA), "namespace"),
                        Fields.text(Fields.at(object, METADATA), "name"),
                        apiVersion.contains("/") ? apiVersion : "/" + apiVersion,
                        Fields.text(object, "kind"));
    }

    private static ApplyResult applied(
            Application application, ObjectNode config, FieldWriter writer) {
        ObjectNode object = application.object();
        setManagedFields(object, application.owners(UNTRACKED));
        if (writer.manager().equals(LastApplied.MANAGER)) {
            LastApplied.update(object, config);
        }
        return application.isChange()
                ? new ApplyResult.Merged(object)
                : new ApplyResult.Unchanged(object);
    }

    /// Of an object that nobody applied so far, what it has belongs to who made it, whoever it was.
    private ManagedFields beforeApply(ObjectNode live, FieldWriter writer) {
        ManagedFields managed = ManagedFields.ofStored(managedFields(live));
        return managed.isEmpty()
                ? recorded(nothing(), live, managed, writer.as(BEFORE_FIRST_APPLY))
                : managed;
    }

    /// When nothing but times in the entries differs, takes back the times: a write without effect
    /// is none. To be asked at the end of each change.
    public static void keepTimes(ObjectNode stored, ObjectNode updated) {
        JsonNode before = managedFields(stored);
        JsonNode after = managedFields(updated);
        if (before.equals(after) || !differInTimes(before, after)) {
            return;
        }
        metadata(updated).set(MANAGED_FIELDS, before);
        if (!TreeComparison.areSame(updated, stored)) {
            metadata(updated).set(MANAGED_FIELDS, after);
        }
    }

    private static boolean differInTimes(JsonNode before, JsonNode after) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!areSameButTime(before.get(i), after.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean areSameButTime(JsonNode before, JsonNode after) {
        for (Map.Entry<String, JsonNode> field : before.properties()) {
            String name = field.getKey();
            if (!name.equals("time") && !field.getValue().equals(after.get(name))) {
                return false;
            }
        }
        return before.size() - (before.has("time") ? 1 : 0)
                == after.size() - (after.has("time") ? 1 : 0);
    }

    private ManagedFields recorded(
            ObjectNode before, ObjectNode after, ManagedFields managed, FieldWriter writer) {
        Comparison difference = TreeComparison.of(kind.type(), before, after);
        OwnerUpdate update = new OwnerUpdate(kind, before, after, difference, writer.ignored());
        FieldOwner owner =
                FieldOwner.updating(writer.manager(), kind.apiVersion(), writer.subresource());
        ManagedFields others = update.after(managed);
        FieldSet taken = difference.set().minusBelow(writer.ignored()).minus(UNTRACKED);
        if (taken.isEmpty()) {
            return OldOwners.merged(others);
        }
        FieldSet fields = others.fieldsOf(owner).union(taken);
        return OldOwners.merged(
                others.with(owner, Ownership.of(fields, kind.apiVersion(), writer.time())));
    }

    private static ManagedFields effective(
            ObjectNode stored, ObjectNode updated, FieldWriter writer) {
        JsonNode given = managedFields(updated);
        JsonNode before = managedFields(stored);
        if (!writer.subresource().isEmpty() || given.equals(before)) {
            return ManagedFields.ofStored(before);
        }
        if (isReset(given)) {
            return ManagedFields.NONE;
        }
        return ManagedFields.parse(given)
                .filter(entries -> !entries.isEmpty())
                .orElseGet(() -> ManagedFields.ofStored(before));
    }

    private static boolean isReset(JsonNode entries) {
        return entries.isArray()
                && (entries.isEmpty() || entries.size() == 1 && entries.get(0).isEmpty());
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
