package dev.skiff.api.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What decoding a body came to.
public sealed interface DecodeResult {
    /// @param object checked, pruned and in canonical form; the caller's to change
    /// @param problems what strict decoding would refuse, in the order found: `unknown field
    ///     "spec.foo"`, `duplicate field "spec.bar"`
    record Decoded(ObjectNode object, List<String> problems) implements DecodeResult {
        public Decoded {
            problems = List.copyOf(problems);
        }

        /// The sentence strict decoding answers with; only with problems.
        public String strictError() {
            return "strict decoding error: " + String.join(", ", problems);
        }
    }

    /// @param message in upstream's words, such as `json: cannot unmarshal …`
    record Unreadable(String message) implements DecodeResult {}
}
