/// Who may do what. Start reading at [dev.skiff.apiserver.authorization.Authorizer].
///
/// What is not allowed by a rule is refused, in upstream's words.
@NullMarked
package dev.skiff.apiserver.authorization;

import org.jspecify.annotations.NullMarked;
