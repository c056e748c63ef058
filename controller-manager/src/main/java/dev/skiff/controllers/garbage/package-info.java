/// Deletes what belonged to something that is gone. Start reading at
/// [dev.skiff.controllers.garbage.GarbageReconciler].
///
/// - An owner is a uid; what has taken its name is another object.
/// - Before anything is deleted because its owners are missing, the API server itself is asked for
///   them: the local copies may be behind.
@NullMarked
package dev.skiff.controllers.garbage;

import org.jspecify.annotations.NullMarked;
