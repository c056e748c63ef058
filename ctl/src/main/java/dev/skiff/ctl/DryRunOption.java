package dev.skiff.ctl;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// `--dry-run`, for every command that changes something.
final class DryRunOption {
    private static final String BARE = "unchanged";

    @Option(
            names = "--dry-run",
            arity = "0..1",
            paramLabel = "none|server|client",
            preprocessor = OnlyAttached.class,
            description = "server: check without storing; client: only show what would be sent")
    private String mode = "none";

    DryRun mode(Session session) {
        if (mode.equals(BARE)) {
            session.err()
                    .println(
                            "Warning: --dry-run is deprecated and can be replaced with --dry-run=client.");
            return DryRun.CLIENT;
        }
        return DryRun.parse(mode);
    }

    /// Leaves the word after a bare `--dry-run` to the command, as kubectl does.
    static final class OnlyAttached implements IParameterPreprocessor {
        @Override
        public boolean preprocess(
                Stack<String> words,
                CommandSpec command,
                ArgSpec option,
                Map<String, Object> parserState) {
            if (!"=".equals(parserState.get("separator"))) {
                words.push(BARE);
            }
            return false;
        }
    }
}
