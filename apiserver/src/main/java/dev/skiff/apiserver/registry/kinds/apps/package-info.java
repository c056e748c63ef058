/// What StatefulSets, DaemonSets and ReplicationControllers may say, beyond their pods. Texts,
/// paths
/// and order are Kubernetes'. Start reading at
/// [dev.skiff.apiserver.registry.kinds.apps.StatefulSetRules].
@NullMarked
package dev.skiff.apiserver.registry.kinds.apps;

import org.jspecify.annotations.NullMarked;
