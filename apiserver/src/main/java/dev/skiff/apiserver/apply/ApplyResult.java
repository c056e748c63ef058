package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.status.Status;

/// What applying a configuration came to.
public sealed interface ApplyResult {
    /// @param object with its owners; not yet decoded, as the configuration's values stand in it as
    ///     they were written
    record Merged(ObjectNode object) implements ApplyResult {}

    /// Nothing is set to another value, though there may be other owners.
    ///
    /// @param object as it was, with its owners
    record Unchanged(ObjectNode object) implements ApplyResult {}

    /// @param status what the client gets, in upstream's words
    record Refused(Status status) implements ApplyResult {}
}
