package dev.skiff.api.schema;

/// In which of upstream's two ways a value of the wrong type is told.
enum Wording {
    /// As reading JSON tells it: with the place.
    DECODING,
    /// As converting a tree tells it: with the types alone.
    CONVERSION
}
