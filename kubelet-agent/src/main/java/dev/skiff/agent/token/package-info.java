/// The tokens of service accounts that pods prove by who they are. Start reading at
/// [dev.skiff.agent.token.AccountTokens].
@NullMarked
package dev.skiff.agent.token;

import org.jspecify.annotations.NullMarked;
