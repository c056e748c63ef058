/// Proofs of the store in a file. Start reading at
/// [dev.skiff.apiserver.store.sqlite.SqliteStoreTest].
@NullMarked
package dev.skiff.apiserver.store.sqlite;

import org.jspecify.annotations.NullMarked;
