package dev.skiff.agent.runtime;

import java.util.List;

/// What to run in a container.
///
/// @param command replaces the image's entry point, unless empty
/// @param arguments replace the image's command, unless empty
/// @param environment `NAME=value` in the order in which later ones win
/// @param workingDirectory the image's, if empty
public record ProcessSpec(
        List<String> command,
        List<String> arguments,
        List<String> environment,
        String workingDirectory,
        Console console) {
    public ProcessSpec {
        command = List.copyOf(command);
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
    }

    /// Which standard streams a container has.
    ///
    /// @param stdin whether standard input stays open
    /// @param stdinOnce whether it closes when the first attached client goes away
    public record Console(boolean stdin, boolean stdinOnce, boolean terminal) {
        public static final Console NONE = new Console(false, false, false);
    }
}
