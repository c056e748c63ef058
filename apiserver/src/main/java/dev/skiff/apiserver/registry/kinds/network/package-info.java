/// The rules of Ingresses, NetworkPolicies and what belongs to them. Start reading at
/// [dev.skiff.apiserver.registry.kinds.network.IngressRules].
///
/// Stateless; changes nothing.
@NullMarked
package dev.skiff.apiserver.registry.kinds.network;

import org.jspecify.annotations.NullMarked;
