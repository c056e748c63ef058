/// What holds for policies of admission and their bindings. Start reading at
/// [dev.skiff.apiserver.registry.kinds.policy.ValidatingPolicyRules].
@NullMarked
package dev.skiff.apiserver.registry.kinds.policy;

import org.jspecify.annotations.NullMarked;
