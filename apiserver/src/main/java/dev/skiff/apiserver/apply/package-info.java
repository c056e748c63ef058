/// Who owns which field of an object, `metadata.managedFields`, and server-side apply. Start
/// reading at [dev.skiff.apiserver.apply.FieldManager].
///
/// - Works on objects and their schemas alone: no kind is special here.
/// - What is recorded, merged, removed and refused is what upstream's structured-merge-diff does,
///   entry for entry: [dev.skiff.apiserver.apply.TreeMerge] merges, `TreeComparison` compares,
///   `TreeFields` says what is declared, `Pruning` removes what is not any more.
@NullMarked
package dev.skiff.apiserver.apply;

import org.jspecify.annotations.NullMarked;
