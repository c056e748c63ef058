package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A set of field paths, as a tree of their elements. Immutable.
///
/// A path is not in the set because one below it is: `spec.replicas` can be without `spec`.
public final class FieldSet {
    public static final FieldSet EMPTY = new FieldSet(false, new TreeMap<>());

    private static final FieldSet MEMBER = new FieldSet(true, new TreeMap<>());
    private static final String SELF = ".";

    private final boolean isMember;
    private final SortedMap<String, FieldSet> children;

    private FieldSet(boolean isMember, SortedMap<String, FieldSet> children) {
        this.isMember = isMember;
        this.children = Collections.unmodifiableSortedMap(children);
    }

    /// The set of these paths, each a list of field names.
    @SafeVarargs
    public static FieldSet ofFields(List<String>... paths) {
        FieldSet set = EMPTY;
        for (List<String> path : paths) {
            set = set.union(ofPath(path.stream().map(FieldElements::field).toList()));
        }
        return set;
    }

    /// @param isMember whether the path to here is in the set
    /// @param children by element; empty ones are left out
    static FieldSet node(boolean isMember, Map<String, FieldSet> children) {
        TreeMap<String, FieldSet> kept = new TreeMap<>(FieldElements.ORDER);
        children.forEach(
                (element, child) -> {
                    if (!child.isEmpty()) {
                        kept.put(element, child);
                    }
                });
        if (kept.isEmpty()) {
            return isMember ? MEMBER : EMPTY;
        }
        return new FieldSet(isMember, kept);
    }

    /// Reads the `fieldsV1` form; empty when it is malformed.
    static Optional<FieldSet> parse(JsonNode fields) {
        if (!fields.isObject()) {
            return Optional.empty();
        }
        if (fields.isEmpty()) {
            return Optional.of(MEMBER);
        }
        TreeMap<String, FieldSet> children = new TreeMap<>(FieldElements.ORDER);
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (field.getKey().equals(SELF)) {
                continue;
            }
            Optional<String> element = FieldElements.canonical(field.getKey());
            Optional<FieldSet> child = parse(field.getValue());
            if (element.isEmpty() || child.isEmpty()) {
                return Optional.empty();
            }
            children.put(element.get(), child.get());
        }
        return Optional.of(node(fields.has(SELF), children));
    }

    /// The `fieldsV1` form.
    ObjectNode toJson() {
        ObjectNode json = Json.object();
        if (isMember && !children.isEmpty()) {
            json.set(SELF, Json.object());
        }
        children.forEach((element, child) -> json.set(element, child.toJson()));
        return json;
    }

    public boolean isEmpty() {
        return !isMember && children.isEmpty();
    }

    /// Whether the path to here is in the set.
    boolean isMember() {
        return isMember;
    }

    /// What is below, in order.
    SortedMap<String, FieldSet> children() {
        return children;
    }

    FieldSet child(String element) {
        return children.getOrDefault(element, EMPTY);
    }

    public FieldSet union(FieldSet other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        TreeMap<String, FieldSet> joined = new TreeMap<>(children);
        other.children.forEach((element, child) -> joined.merge(element, child, FieldSet::union));
        return node(isMember || other.isMember, joined);
    }

    /// The paths of this set that are not in the other one.
    public FieldSet minus(FieldSet other) {
        if (isEmpty() || other.isEmpty()) {
            return this;
        }
        TreeMap<String, FieldSet> left = new TreeMap<>(children);
        left.replaceAll((element, child) -> child.minus(other.child(element)));
        return node(isMember && !other.isMember, left);
    }

    /// The paths of this set that neither are in the other one nor lie below a path of it.
    public FieldSet minusBelow(FieldSet other) {
        if (other.isMember) {
            return EMPTY;
        }
        if (isEmpty() || other.isEmpty()) {
            return this;
        }
        TreeMap<String, FieldSet> left = new TreeMap<>(children);
        left.replaceAll((element, child) -> child.minusBelow(other.child(element)));
        return node(isMember, left);
    }

    /// The paths that are in both.
    public FieldSet intersection(FieldSet other) {
        TreeMap<String, FieldSet> common = new TreeMap<>(children);
        common.replaceAll((element, child) -> child.intersection(other.child(element)));
        return node(isMember && other.isMember, common);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldSet set
                && isMember == set.isMember
                && children.equals(set.children);
    }

    @Override
    public int hashCode() {
        return 31 * children.hashCode() + Boolean.hashCode(isMember);
    }

    @Override
    public String toString() {
        return toJson().toString();
    }

    private static FieldSet ofPath(List<String> elements) {
        FieldSet set = MEMBER;
        for (String element : elements.reversed()) {
            set = node(false, Map.of(element, set));
        }
        return set;
    }
}
