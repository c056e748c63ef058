/// How a machine becomes a node: with a token that the server has shown its owner, an agent gets a
/// client certificate for its name. Start reading at [dev.skiff.apiserver.join.JoinEndpoint].
@NullMarked
package dev.skiff.apiserver.join;

import org.jspecify.annotations.NullMarked;
