/// What is special about each kind we serve: defaults, validation in Kubernetes' words and order,
/// what may change, selectable fields, warnings, grace. Start reading at
/// [dev.skiff.apiserver.registry.kinds.Strategies].
///
/// Stateless, no I/O, no clock; works on the request's own tree and copies nothing.
@NullMarked
package dev.skiff.apiserver.registry.kinds;

import org.jspecify.annotations.NullMarked;
