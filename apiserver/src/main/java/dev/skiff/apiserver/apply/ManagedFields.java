package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// Which owner has which fields: the content of `metadata.managedFields`. Immutable.
record ManagedFields(Map<FieldOwner, Ownership> owners) {
    static final ManagedFields NONE = new ManagedFields(Map.of());

    private static final String FIELDS_TYPE = "FieldsV1";
    private static final Comparator<Map.Entry<FieldOwner, Ownership>> ORDER =
            Comparator.comparing(
                            (Map.Entry<FieldOwner, Ownership> entry) -> entry.getKey().operation())
                    .thenComparing(entry -> entry.getValue().time())
                    .thenComparing(entry -> entry.getKey().manager())
                    .thenComparing(entry -> entry.getValue().apiVersion())
                    .thenComparing(entry -> entry.getKey().subresource());

    ManagedFields {
        owners = Collections.unmodifiableMap(owners);
    }

    /// Reads the list of an object that is stored.
    static ManagedFields ofStored(JsonNode entries) {
        if (entries.isEmpty()) {
            return NONE;
        }
        Map<FieldOwner, Ownership> owners = LinkedHashMap.newLinkedHashMap(entries.size());
        for (JsonNode entry : entries) {
            owners.put(
                    owner(entry),
                    Ownership.ofOwn(
                            Fields.at(entry, "fieldsV1"),
                            Fields.text(entry, "apiVersion"),
                            Fields.text(entry, "time")));
        }
        return new ManagedFields(owners);
    }

    /// Reads a list that somebody sent; empty when it is malformed. An absent list is no owner.
    static Optional<ManagedFields> parse(JsonNode entries) {
        Map<FieldOwner, Ownership> owners = new LinkedHashMap<>();
        for (JsonNode entry : entries) {
            String operation = Fields.text(entry, "operation");
            String apiVersion = Fields.text(entry, "apiVersion");
            Optional<Ownership> owned =
                    Ownership.read(entry.path("fieldsV1"), apiVersion, Fields.text(entry, "time"));
            boolean isWhole =
                    (operation.equals("Apply") || operation.equals("Update"))
                            && !apiVersion.isEmpty()
                            && Fields.text(entry, "fieldsType").equals(FIELDS_TYPE);
            if (!isWhole || owned.isEmpty()) {
                return Optional.empty();
            }
            owners.put(owner(entry), owned.get());
        }
        return Optional.of(new ManagedFields(owners));
    }

    private static FieldOwner owner(JsonNode entry) {
        String manager = Fields.text(entry, "manager");
        String subresource = Fields.text(entry, "subresource");
        return Fields.text(entry, "operation").equals("Apply")
                ? FieldOwner.applying(manager, subresource)
                : FieldOwner.updating(manager, Fields.text(entry, "apiVersion"), subresource);
    }

    /// The list as it is written: applied before updated, then the oldest first.
    ArrayNode toJson() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode(owners.size());
        owners.entrySet().stream()
                .sorted(ORDER)
                .forEach(entry -> list.add(entry(entry.getKey(), entry.getValue())));
        return list;
    }

    boolean isEmpty() {
        return owners.isEmpty();
    }

    @Nullable Ownership of(FieldOwner owner) {
        return owners.get(owner);
    }

    FieldSet fieldsOf(FieldOwner owner) {
        Ownership owned = owners.get(owner);
        return owned == null ? FieldSet.EMPTY : owned.fields();
    }

    /// With other fields for this owner, even if they are none.
    ManagedFields with(FieldOwner owner, Ownership owned) {
        Map<FieldOwner, Ownership> changed = new LinkedHashMap<>(owners);
        changed.put(owner, owned);
        return new ManagedFields(changed);
    }

    ManagedFields without(FieldOwner owner) {
        Map<FieldOwner, Ownership> changed = new LinkedHashMap<>(owners);
        changed.remove(owner);
        return new ManagedFields(changed);
    }

    /// Only who owns fields of a version that the kind has, and none within what is owned as a
    /// whole.
    ManagedFields fitting(VersionedKind kind) {
        Map<FieldOwner, Ownership> fitting = new LinkedHashMap<>();
        owners.forEach(
                (owner, owned) -> {
                    if (kind.has(owned.apiVersion())) {
                        Slot slot = kind.slot(owned.apiVersion());
                        fitting.put(owner, owned.with(WholeValues.fitted(owned.fields(), slot)));
                    }
                });
        return new ManagedFields(fitting);
    }

    /// The fields of all owners of each version.
    Map<String, FieldSet> byVersion() {
        Map<String, FieldSet> fields = new LinkedHashMap<>();
        BinaryOperator<FieldSet> union = FieldSet::union;
        owners.values().forEach(owned -> fields.merge(owned.apiVersion(), owned.fields(), union));
        return fields;
    }

    private static ObjectNode entry(FieldOwner owner, Ownership owned) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("manager", owner.manager());
        entry.put("operation", owner.operation());
        entry.put("apiVersion", owned.apiVersion());
        if (!owned.time().isEmpty()) {
            entry.put("time", owned.time());
        }
        entry.put("fieldsType", FIELDS_TYPE);
        entry.set("fieldsV1", owned.written());
        if (!owner.subresource().isEmpty()) {
            entry.put("subresource", owner.subresource());
        }
        return entry;
    }
}
