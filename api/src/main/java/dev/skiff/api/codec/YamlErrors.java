package dev.skiff.api.codec;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.scanner.ScannerException;

/// Says what is wrong with YAML in the words of the library upstream uses. Its line numbers are
/// one too small for what its parser, not its scanner, notices; we count as it does.
final class YamlErrors {
    /// The beginnings of our library's sentences and what upstream says.
    private static final Map<String, String> SENTENCES =
            Map.ofEntries(
                    Map.entry(
                            "mapping values are not allowed",
                            "mapping values are not allowed in this context"),
                    Map.entry(
                            "sequence entries are not allowed",
                            "block sequence entries are not allowed in this context"),
                    Map.entry(
                            "mapping keys are not allowed",
                            "mapping keys are not allowed in this context"),
                    Map.entry("found character", "found character that cannot start any token"),
                    Map.entry("found unknown escape", "found unknown escape character"),
                    Map.entry("expected ',' or ']'", "did not find expected ',' or ']'"),
                    Map.entry("expected ',' or '}'", "did not find expected ',' or '}'"),
                    Map.entry("expected the node content", "did not find expected node content"),
                    Map.entry(
                            "expected '<document start>'",
                            "did not find expected <document start>"));

    private YamlErrors() {}

    /// An error of ours, already in the right words.
    static YAMLException refusal(String sentence) {
        return new YAMLException(sentence);
    }

    static String explain(YAMLException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("special characters are not allowed")
                ? "yaml: control characters are not allowed"
                : "yaml: " + message;
    }

    static String explain(MarkedYAMLException e) {
        int line = line(e);
        return "yaml: " + (line > 0 ? "line " + line + ": " : "") + sentence(e);
    }

    private static String sentence(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.startsWith("expected <block end>")) {
            return String.valueOf(e.getContext()).contains("mapping")
                    ? "did not find expected key"
                    : "did not find expected '-' indicator";
        }
        return SENTENCES.entrySet().stream()
                .filter(entry -> problem.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(problem);
    }

    private static int line(MarkedYAMLException e) {
        int problem = line(e.getProblemMark());
        if (problem == 0) {
            return line(e.getContextMark());
        }
        return e instanceof ScannerException ? problem + 1 : problem;
    }

    /// From zero. The end of a text counts as a line of its own.
    private static int line(@Nullable Mark mark) {
        if (mark == null) {
            return 0;
        }
        boolean isEnd = mark.getPointer() >= mark.getBuffer().length;
        return isEnd && mark.getColumn() > 0 ? mark.getLine() + 1 : mark.getLine();
    }
}
