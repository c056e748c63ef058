/// Tokens of service accounts: what they say, who may use them. Start reading at
/// [dev.skiff.apiserver.token.AccountTokens].
///
/// A token is good as long as it has not expired and what it was bound to is still there.
@NullMarked
package dev.skiff.apiserver.token;

import org.jspecify.annotations.NullMarked;
