package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// A set of field paths, as a tree of their elements. Immutable.
///
/// A path is not in the set because one below it is: `spec.replicas` can be without `spec`.
public final class FieldSet {
    private static final PathElement[] NO_ELEMENTS = {};
    private static final FieldSet[] NOTHING_BELOW = {};

    /// What stands below each path that ends; it cannot be changed.
    private static final ObjectNode END = new ObjectNode(JsonNodeFactory.instance, Map.of());

    public static final FieldSet EMPTY = new FieldSet(false, NO_ELEMENTS, NOTHING_BELOW);

    /// The path to here alone.
    static final FieldSet MEMBER = new FieldSet(true, NO_ELEMENTS, NOTHING_BELOW);

    private final boolean isMember;
    private final PathElement[] elements;
    private final FieldSet[] below;

    private FieldSet(boolean isMember, PathElement[] elements, FieldSet[] below) {
        this.isMember = isMember;
        this.elements = elements;
        this.below = below;
    }

    /// Makes a set of what is below each element. To be used once.
    static final class Builder {
        private PathElement[] elements = NO_ELEMENTS;
        private FieldSet[] below = NOTHING_BELOW;
        private int size;
        private boolean isMember;
        private boolean isSorted = true;

        /// Of the same element twice, both are in the set.
        void put(PathElement element, FieldSet set) {
            if (set.isEmpty()) {
                return;
            }
            if (size == elements.length) {
                elements = Arrays.copyOf(elements, size * 2 + 4);
                below = Arrays.copyOf(below, size * 2 + 4);
            }
            isSorted &= size == 0 || elements[size - 1].compareTo(element) < 0;
            elements[size] = element;
            below[size++] = set;
        }

        void addSelf() {
            isMember = true;
        }

        FieldSet build() {
            if (size == 0) {
                return isMember ? MEMBER : EMPTY;
            }
            if (!isSorted) {
                sort();
            }
            return new FieldSet(
                    isMember, Arrays.copyOf(elements, size), Arrays.copyOf(below, size));
        }

        /// There may be as many elements, in whatever order, as a client cares to send.
        private void sort() {
            Integer[] order = new Integer[size];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, Comparator.comparing(i -> elements[i]));
            PathElement[] sorted = new PathElement[size];
            FieldSet[] sets = new FieldSet[size];
            int last = -1;
            for (int i : order) {
                if (last >= 0 && sorted[last].compareTo(elements[i]) == 0) {
                    sets[last] = sets[last].union(below[i]);
                } else {
                    last++;
                    sorted[last] = elements[i];
                    sets[last] = below[i];
                }
            }
            elements = sorted;
            below = sets;
            size = last + 1;
        }
    }

    /// The set of these paths, each a list of field names.
    @SafeVarargs
    public static FieldSet ofFields(List<String>... paths) {
        FieldSet set = EMPTY;
        for (List<String> path : paths) {
            set = set.union(ofPath(path));
        }
        return set;
    }

    private static FieldSet ofPath(List<String> names) {
        FieldSet set = MEMBER;
        for (String name : names.reversed()) {
            Builder builder = new Builder();
            builder.put(PathElement.field(name), set);
            set = builder.build();
        }
        return set;
    }

    /// The `fieldsV1` form.
    ObjectNode toJson() {
        if (elements.length == 0) {
            return END;
        }
        ObjectNode json = Json.object();
        if (isMember) {
            json.set(FieldSetReader.SELF, END);
        }
        for (int i = 0; i < elements.length; i++) {
            json.set(elements[i].written(), below[i].toJson());
        }
        return json;
    }

    public boolean isEmpty() {
        return !isMember && elements.length == 0;
    }

    /// Whether the path to here is in the set.
    boolean isMember() {
        return isMember;
    }

    /// How many elements have something below or are in the set.
    int size() {
        return elements.length;
    }

    PathElement element(int index) {
        return elements[index];
    }

    FieldSet below(int index) {
        return below[index];
    }

    FieldSet below(PathElement element) {
        int index = Arrays.binarySearch(elements, element);
        return index < 0 ? EMPTY : below[index];
    }

    public FieldSet union(FieldSet other) {
        if (isEmpty() || other.isEmpty() || this == other) {
            return isEmpty() ? other : this;
        }
        Builder joined = new Builder();
        joined.isMember = isMember || other.isMember;
        int mine = 0;
        int theirs = 0;
        while (mine < elements.length || theirs < other.elements.length) {
            int order = order(mine, other, theirs);
            if (order < 0) {
                joined.put(elements[mine], below[mine]);
            } else if (order > 0) {
                joined.put(other.elements[theirs], other.below[theirs]);
            } else {
                joined.put(elements[mine], below[mine].union(other.below[theirs]));
            }
            mine += order <= 0 ? 1 : 0;
            theirs += order >= 0 ? 1 : 0;
        }
        return joined.build();
    }

    private int order(int mine, FieldSet other, int theirs) {
        if (mine == elements.length) {
            return 1;
        }
        return theirs == other.elements.length
                ? -1
                : elements[mine].compareTo(other.elements[theirs]);
    }

    /// The paths of this set that are not in the other one.
    public FieldSet minus(FieldSet other) {
        return other.isEmpty()
                ? this
                : combined(isMember && !other.isMember, other, FieldSet::minus);
    }

    /// The paths of this set that neither are in the other one nor lie below a path of it.
    public FieldSet minusBelow(FieldSet other) {
        if (other.isMember) {
            return EMPTY;
        }
        return other.isEmpty() ? this : combined(isMember, other, FieldSet::minusBelow);
    }

    /// The paths that are in both.
    public FieldSet intersection(FieldSet other) {
        return other.isEmpty()
                ? EMPTY
                : combined(isMember && other.isMember, other, FieldSet::intersection);
    }

    private interface Combination {
        FieldSet of(FieldSet mine, FieldSet theirs);
    }

    /// This very set when nothing changes.
    private FieldSet combined(boolean member, FieldSet other, Combination combination) {
        if (isEmpty()) {
            return EMPTY;
        }
        FieldSet[] left = new FieldSet[below.length];
        boolean isSame = member == isMember;
        int theirs = 0;
        for (int mine = 0; mine < elements.length; mine++) {
            while (theirs < other.elements.length && order(mine, other, theirs) > 0) {
                theirs++;
            }
            boolean isShared = theirs < other.elements.length && order(mine, other, theirs) == 0;
            left[mine] = combination.of(below[mine], isShared ? other.below[theirs] : EMPTY);
            isSame &= left[mine] == below[mine];
        }
        if (isSame) {
            return this;
        }
        Builder kept = new Builder();
        kept.isMember = member;
        for (int i = 0; i < left.length; i++) {
            kept.put(elements[i], left[i]);
        }
        return kept.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldSet set
                && isMember == set.isMember
                && Arrays.equals(elements, set.elements)
                && Arrays.equals(below, set.below);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(elements) + Arrays.hashCode(below))
                + Boolean.hashCode(isMember);
    }

    @Override
    public String toString() {
        return toJson().toString();
    }
}
