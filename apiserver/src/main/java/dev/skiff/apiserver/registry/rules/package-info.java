/// Checks that many kinds share: single fields, label selectors, addresses, and how upstream prints
/// its own types in messages. Start reading at [dev.skiff.apiserver.registry.rules.FieldChecks].
@NullMarked
package dev.skiff.apiserver.registry.rules;

import org.jspecify.annotations.NullMarked;
