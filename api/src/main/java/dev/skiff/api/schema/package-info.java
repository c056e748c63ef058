/// The shape of every type of the API as data, and what runs on it alone: checked decoding and the
/// defaults the types themselves declare. Start reading at [dev.skiff.api.schema.SchemaCatalogue].
///
/// Schemas are immutable and may refer to themselves; they are read from `types.json` when first
/// asked for, so that starting costs nothing. Objects here are JSON trees, never typed.
@NullMarked
package dev.skiff.api.schema;

import org.jspecify.annotations.NullMarked;
