/// The verbs of the API on any kind. Start reading at
/// [dev.skiff.apiserver.registry.ResourceStrategy], which is all a kind may add. No verb knows
/// a kind by name.
@NullMarked
package dev.skiff.apiserver.registry;

import org.jspecify.annotations.NullMarked;
