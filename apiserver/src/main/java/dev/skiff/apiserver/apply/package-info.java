/// Who owns which field of an object: `metadata.managedFields`. Start reading at
/// [dev.skiff.apiserver.apply.FieldManager].
///
/// - Works on decoded objects and their schemas alone: no kind is special here.
/// - What is recorded is what upstream's structured-merge-diff records, entry for entry.
@NullMarked
package dev.skiff.apiserver.apply;

import org.jspecify.annotations.NullMarked;
