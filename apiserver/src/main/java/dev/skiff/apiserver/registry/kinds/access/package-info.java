/// The rules of roles and of their bindings. Start reading at
/// [dev.skiff.apiserver.registry.kinds.access.RoleRules].
///
/// Stateless; changes nothing.
@NullMarked
package dev.skiff.apiserver.registry.kinds.access;

import org.jspecify.annotations.NullMarked;
