/// The revisioned key-value store under the API. Start reading at
// [dev.skiff.apiserver.store.Store]; every
/// implementation passes one contract suite.
@NullMarked
package dev.skiff.apiserver.store;

import org.jspecify.annotations.NullMarked;
