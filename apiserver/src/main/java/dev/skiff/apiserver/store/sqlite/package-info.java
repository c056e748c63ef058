/// The store in one SQLite file, the default on one machine. Start reading at
/// [dev.skiff.apiserver.store.sqlite.SqliteStore].
///
/// - One platform thread writes; it groups the writes that wait into one transaction and answers
///   them after its sync.
/// - SQLite is native code: callers hand over to our platform threads, so that a virtual thread
///   never pins its carrier.
/// - One process owns the file: a lock beside it says which.
@NullMarked
package dev.skiff.apiserver.store.sqlite;

import org.jspecify.annotations.NullMarked;
