package dev.skiff.apiserver.apply;

/// How two states of an object, or of something in it, differ.
///
/// @param added only in the later state
/// @param modified in both, with other values
/// @param removed only in the earlier state
record Comparison(FieldSet added, FieldSet modified, FieldSet removed) {
    static final Comparison SAME = new Comparison(FieldSet.EMPTY, FieldSet.EMPTY, FieldSet.EMPTY);
    static final Comparison MODIFIED =
            new Comparison(FieldSet.EMPTY, FieldSet.MEMBER, FieldSet.EMPTY);

    static Comparison added(FieldSet fields) {
        return new Comparison(fields, FieldSet.EMPTY, FieldSet.EMPTY);
    }

    static Comparison removed(FieldSet fields) {
        return new Comparison(FieldSet.EMPTY, FieldSet.EMPTY, fields);
    }

    /// Joins how the parts of something differ. To be used once.
    static final class Builder {
        private final FieldSet.Builder added = new FieldSet.Builder();
        private final FieldSet.Builder modified = new FieldSet.Builder();
        private final FieldSet.Builder removed = new FieldSet.Builder();

        void put(PathElement element, Comparison difference) {
            added.put(element, difference.added);
            modified.put(element, difference.modified);
            removed.put(element, difference.removed);
        }

        Comparison build() {
            return new Comparison(added.build(), modified.build(), removed.build());
        }
    }

    boolean isSame() {
        return added.isEmpty() && modified.isEmpty() && removed.isEmpty();
    }

    /// What the later state sets.
    FieldSet set() {
        return added.union(modified);
    }

    /// The same without what lies at or below `fields`.
    Comparison without(FieldSet fields) {
        return new Comparison(
                added.minusBelow(fields), modified.minusBelow(fields), removed.minusBelow(fields));
    }
}
