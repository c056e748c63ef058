package dev.skiff.agent.env;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What came of putting a container's environment together.
public sealed interface EnvironmentOutcome {
    /// @param variables in the order they were set
    record Complete(Map<String, String> variables) implements EnvironmentOutcome {
        public List<String> asLines() {
            return variables.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.toList());
        }
    }

    /// Something it refers to isn't there.
    record Incomplete(String message) implements EnvironmentOutcome {}

    /// What it refers to hasn't been told yet.
    record NotYet() implements EnvironmentOutcome {}
}
