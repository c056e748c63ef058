package dev.skiff.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.status.Status;
import java.util.List;
import java.util.Optional;

/// What applying a patch came to.
public sealed interface PatchResult {
    /// @param document the patched document, the caller's to change; a JSON patch can make it
    ///     something else than an object
    /// @param problems of the patch itself, in the words of strict decoding
    /// @param merged the patch that was merged by the rules of a type, without directives: upstream
    ///     converts what came of it in other words than those of decoding, and shows the patch
    record Patched(JsonNode document, List<String> problems, Optional<JsonNode> merged)
            implements PatchResult {
        public Patched {
            problems = List.copyOf(problems);
        }

        Patched(JsonNode document, List<String> problems) {
            this(document, problems, Optional.empty());
        }
    }

    /// @param status what the client gets, in upstream's words
    record Refused(Status status) implements PatchResult {}
}
