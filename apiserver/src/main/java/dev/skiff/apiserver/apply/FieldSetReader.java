package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/// Reads the `fieldsV1` form of field sets.
final class FieldSetReader {
    /// Stands among what is below a path for that path itself.
    static final String SELF = ".";

    private FieldSetReader() {}

    /// Empty when it is malformed. Elements of a sort we don't know are left out.
    static Optional<FieldSet> read(JsonNode fields) {
        if (!fields.isObject()) {
            return fields.isNull() || fields.isMissingNode()
                    ? Optional.of(FieldSet.EMPTY)
                    : Optional.empty();
        }
        FieldSet.Builder set = new FieldSet.Builder();
        return readInto(set, fields) ? Optional.of(set.build()) : Optional.empty();
    }

    /// Whether a field set in our own writing has a path of this one.
    static boolean haveCommon(JsonNode written, FieldSet set) {
        for (int i = 0; i < set.size(); i++) {
            JsonNode below = written.get(set.element(i).written());
            if (below == null) {
                continue;
            }
            FieldSet inside = set.below(i);
            boolean isShared = inside.isMember() && (below.isEmpty() || below.has(SELF));
            if (isShared || haveCommon(below, inside)) {
                return true;
            }
        }
        return false;
    }

    private static boolean readInto(FieldSet.Builder set, JsonNode fields) {
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            String name = field.getKey();
            if (name.equals(SELF) || PathElement.isUnknown(name)) {
                continue;
            }
            if (!PathElement.isPrefixed(name) || !field.getValue().isObject()) {
                return false;
            }
            Optional<PathElement> element = PathElement.parse(name);
            Optional<FieldSet> below = below(field.getValue());
            if (element.isEmpty() || below.isEmpty()) {
                return false;
            }
            set.put(element.get(), below.get());
        }
        return true;
    }

    /// Who has nothing below is in the set itself.
    private static Optional<FieldSet> below(JsonNode fields) {
        FieldSet.Builder set = new FieldSet.Builder();
        if (fields.has(SELF)) {
            set.addSelf();
        }
        if (!readInto(set, fields)) {
            return Optional.empty();
        }
        FieldSet read = set.build();
        return Optional.of(read.isEmpty() ? FieldSet.MEMBER : read);
    }
}
