/// Keeps as many pods of a template as a ReplicaSet asks for. Start reading at
/// [dev.skiff.controllers.replicaset.ReplicaSetReconciler].
///
/// A pod belongs to the ReplicaSet whose uid its controller reference names, and to no other.
@NullMarked
package dev.skiff.controllers.replicaset;

import org.jspecify.annotations.NullMarked;
