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
import java.util.function.UnaryOperator;

/// Which owner has which fields: the content of `metadata.managedFields`. Immutable; nobody in it
/// owns nothing.
record ManagedFields(Map<FieldOwner, Ownership> owners) {
    static final ManagedFields NONE = new ManagedFields(Map.of());

    private static final String FIELDS_TYPE = "FieldsV1";
    private static final Comparator<Map.Entry<FieldOwner, Ownership>> ORDER =
            Comparator.comparing(
                            (Map.Entry<FieldOwner, Ownership> entry) -> entry.getKey().operation())
                    .thenComparing(entry -> entry.getValue().time())
                    .thenComparing(entry -> entry.getKey().manager())
                    .thenComparing(entry -> entry.getKey().apiVersion())
                    .thenComparing(entry -> entry.getKey().subresource());

    ManagedFields {
        owners = Collections.unmodifiableMap(new LinkedHashMap<>(owners));
    }

    /// Reads `metadata.managedFields`; empty when it is malformed. An absent list is no owner.
    static Optional<ManagedFields> parse(JsonNode entries) {
        Map<FieldOwner, Ownership> owners = new LinkedHashMap<>();
        for (JsonNode entry : entries) {
            String operation = Fields.text(entry, "operation");
            boolean isKnown = operation.equals("Apply") || operation.equals("Update");
            Optional<FieldSet> fields = FieldSet.parse(entry.path("fieldsV1"));
            String apiVersion = Fields.text(entry, "apiVersion");
            boolean isWhole =
                    isKnown
                            && !apiVersion.isEmpty()
                            && Fields.text(entry, "fieldsType").equals(FIELDS_TYPE);
            if (!isWhole || fields.isEmpty()) {
                return Optional.empty();
            }
            FieldOwner owner =
                    new FieldOwner(
                            Fields.text(entry, "manager"),
                            operation.equals("Apply"),
                            apiVersion,
                            Fields.text(entry, "subresource"));
            owners.put(owner, new Ownership(fields.get(), Fields.text(entry, "time")));
        }
        return Optional.of(new ManagedFields(owners));
    }

    /// The list as it is written: applied before updated, then the oldest first.
    ArrayNode toJson() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        owners.entrySet().stream()
                .sorted(ORDER)
                .forEach(entry -> list.add(entry(entry.getKey(), entry.getValue())));
        return list;
    }

    boolean isEmpty() {
        return owners.isEmpty();
    }

    FieldSet fieldsOf(FieldOwner owner) {
        Ownership owned = owners.get(owner);
        return owned == null ? FieldSet.EMPTY : owned.fields();
    }

    /// With other fields for this owner, or without it when there are none.
    ManagedFields with(FieldOwner owner, Ownership owned) {
        Map<FieldOwner, Ownership> changed = new LinkedHashMap<>(owners);
        if (owned.fields().isEmpty()) {
            changed.remove(owner);
        } else {
            changed.put(owner, owned);
        }
        return new ManagedFields(changed);
    }

    ManagedFields without(FieldOwner owner) {
        return with(owner, new Ownership(FieldSet.EMPTY, ""));
    }

    /// With every owner's fields changed.
    ManagedFields mapFields(UnaryOperator<FieldSet> change) {
        ManagedFields changed = this;
        for (Map.Entry<FieldOwner, Ownership> entry : owners.entrySet()) {
            FieldSet fields = change.apply(entry.getValue().fields());
            changed = changed.with(entry.getKey(), entry.getValue().withFields(fields));
        }
        return changed;
    }

    private static ObjectNode entry(FieldOwner owner, Ownership owned) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("manager", owner.manager());
        entry.put("operation", owner.operation());
        entry.put("apiVersion", owner.apiVersion());
        if (!owned.time().isEmpty()) {
            entry.put("time", owned.time());
        }
        entry.put("fieldsType", FIELDS_TYPE);
        entry.set("fieldsV1", owned.fields().toJson());
        if (!owner.subresource().isEmpty()) {
            entry.put("subresource", owner.subresource());
        }
        return entry;
    }
}
