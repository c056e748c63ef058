/// The rules of LimitRanges and ResourceQuotas. Start reading at
/// [dev.skiff.apiserver.registry.kinds.quota.QuotaRules].
///
/// Stateless; the defaults change the tree they are given, the rules change nothing.
@NullMarked
package dev.skiff.apiserver.registry.kinds.quota;

import org.jspecify.annotations.NullMarked;
