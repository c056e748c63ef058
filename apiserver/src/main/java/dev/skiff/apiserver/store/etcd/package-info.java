/// The store in etcd (3.4 to 3.6), for several API servers and for surviving a machine. Start
/// reading at [dev.skiff.apiserver.store.etcd.EtcdStore].
///
/// - Revisions are etcd's own.
/// - One watch on the whole prefix feeds all watches of this process; it resumes itself after the
///   last write it saw.
/// - Each call has a time-out; none is repeated by itself, because a write may have happened.
@NullMarked
package dev.skiff.apiserver.store.etcd;

import org.jspecify.annotations.NullMarked;
