package dev.skiff.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.status.Status;
import java.util.List;

/// What applying a patch came to.
public sealed interface PatchResult {
    /// @param document the patched document, the caller's to change; a JSON patch can make it
    ///     something else than an object
    /// @param problems of the patch itself, in the words of strict decoding
    record Patched(JsonNode document, List<String> problems) implements PatchResult {
        public Patched {
            problems = List.copyOf(problems);
        }
    }

    /// @param status what the client gets, in upstream's words
    record Refused(Status status) implements PatchResult {}
}
