package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The metadata of an object's tree, read and changed in place. Texts that are absent read as
/// empty.
public record ObjectMeta(ObjectNode node) {
    /// The metadata of `object`, made if it has none.
    public static ObjectMeta of(ObjectNode object) {
        return new ObjectMeta(object.withObjectProperty("metadata"));
    }

    public String name() {
        return text("name");
    }

    public String namespace() {
        return text("namespace");
    }

    public String uid() {
        return text("uid");
    }

    public String text(String field) {
        return node.path(field).asText("");
    }

    /// Sets the field, or removes it when `value` is empty.
    public void set(String field, String value) {
        if (value.isEmpty()) {
            node.remove(field);
        } else {
            node.put(field, value);
        }
    }

    /// Takes the field over from `other`, absence included.
    public void copy(String field, ObjectMeta other) {
        JsonNode value = other.node.get(field);
        if (value == null) {
            node.remove(field);
        } else {
            node.set(field, value.deepCopy());
        }
    }

    public void drop(String... fields) {
        node.remove(List.of(fields));
    }

    public long generation() {
        return node.path("generation").asLong();
    }

    public void setGeneration(long generation) {
        node.put("generation", generation);
    }

    public boolean isBeingDeleted() {
        return node.hasNonNull("deletionTimestamp");
    }

    public OptionalLong deletionGraceSeconds() {
        JsonNode grace = node.path("deletionGracePeriodSeconds");
        return grace.isNumber() ? OptionalLong.of(grace.asLong()) : OptionalLong.empty();
    }

    public List<String> finalizers() {
        List<String> finalizers = new ArrayList<>();
        node.path("finalizers").forEach(f -> finalizers.add(f.asText()));
        return finalizers;
    }

    public void setFinalizers(List<String> finalizers) {
        if (finalizers.isEmpty()) {
            node.remove("finalizers");
        } else {
            ArrayNode array = node.putArray("finalizers");
            finalizers.forEach(array::add);
        }
    }
}
