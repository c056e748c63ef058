package dev.skiff.apiserver.apply;

/// How two states of an object differ.
///
/// @param added only in the later state
/// @param modified in both, with other values
/// @param removed only in the earlier state
record Comparison(FieldSet added, FieldSet modified, FieldSet removed) {
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
