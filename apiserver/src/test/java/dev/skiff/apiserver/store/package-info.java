/// What every store must do, and proofs of the stores here. Start reading at
/// [dev.skiff.apiserver.store.StoreContract].
@NullMarked
package dev.skiff.apiserver.store;

import org.jspecify.annotations.NullMarked;
