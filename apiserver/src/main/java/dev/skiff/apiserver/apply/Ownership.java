package dev.skiff.apiserver.apply;

/// The fields of one owner.
///
/// @param time when the owner last took some, as the API writes times; empty: unknown
record Ownership(FieldSet fields, String time) {
    Ownership withFields(FieldSet other) {
        return new Ownership(other, time);
    }
}
