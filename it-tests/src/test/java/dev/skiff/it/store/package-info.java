/// Stores against the real world: etcd, crashes, full disks. What a machine lacks is skipped with a
/// word about it, unless `CI` is `true`. Start reading at [dev.skiff.it.store.EtcdStoreTest].
@NullMarked
package dev.skiff.it.store;

import org.jspecify.annotations.NullMarked;
