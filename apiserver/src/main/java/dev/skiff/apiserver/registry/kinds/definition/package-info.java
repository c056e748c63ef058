/// What holds for definitions of custom resources. Start reading at
/// [dev.skiff.apiserver.registry.kinds.definition.DefinitionRules].
///
/// Upstream looks at a definition in its internal form ([InternalSpec]), so paths in messages are
/// of that form.
@NullMarked
package dev.skiff.apiserver.registry.kinds.definition;

import org.jspecify.annotations.NullMarked;
