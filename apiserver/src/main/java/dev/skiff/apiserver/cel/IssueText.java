package dev.skiff.apiserver.cel;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// What is wrong with an expression, in the words of the language's implementation that upstream
/// uses. Both were written after one specification and differ in little.
final class IssueText {
    /// How what the parser finds besides errors of syntax begins.
    private static final List<String> NOT_SYNTAX =
            List.of(
                    "Expression ",
                    "The iteration variable",
                    "argument must",
                    "could not expand",
                    "expression ",
                    "invalid ",
                    "optFlatMap()",
                    "optMap()",
                    "reserved identifier",
                    "unsupported ");

    private static final List<String> BAD_NUMBER =
            List.of("For input string", "Integer literal is malformed", "String value ");

    private IssueText() {}

    static String ofParser(List<CelIssue> issues, CelSource source) {
        return print(
                issues.stream().map(i -> worded(i, parser(i.getMessage(), i, source))).toList(),
                source);
    }

    static String ofChecker(List<CelIssue> issues, CelSource source) {
        return print(
                issues.stream()
                        .filter(i -> !i.getMessage().startsWith("Message type resolution failure"))
                        .map(i -> worded(i, checker(i.getMessage())))
                        .toList(),
                source);
    }

    private static CelIssue worded(CelIssue issue, String message) {
        return CelIssue.formatError(issue.getExprId(), issue.getSourceLocation(), message);
    }

    private static String print(List<CelIssue> issues, CelSource source) {
        return issues.stream()
                .sorted(
                        Comparator.comparing(CelIssue::getSourceLocation)
                                .thenComparing(CelIssue::getMessage))
                .map(issue -> issue.toDisplayString(source))
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    private static String parser(String message, CelIssue issue, CelSource source) {
        String text = message;
        if (BAD_NUMBER.stream().anyMatch(message::startsWith)) {
            text = isUnsigned(issue, source) ? "invalid uint literal" : "invalid int literal";
        } else if (message.equals("The argument must be a simple name")) {
            text = "argument must be a simple name";
        } else if (message.startsWith("optMap() variable")) {
            text = "optMap() variable name must be a simple identifier";
        }
        return NOT_SYNTAX.stream().anyMatch(text::startsWith)
                ? text
                : "Syntax error: " + text.replace("'%%'", "'%'");
    }

    private static boolean isUnsigned(CelIssue issue, CelSource source) {
        String line = source.getSnippet(issue.getSourceLocation().getLine()).orElse("");
        int column = Math.min(issue.getSourceLocation().getColumn(), line.length());
        return line.substring(column).matches("(?s)-?[0-9a-fA-Fx]+[uU].*");
    }

    private static String checker(String message) {
        int candidates = message.indexOf(" (candidates: ");
        String text = candidates < 0 ? message : message.substring(0, candidates);
        return text.replace("google.protobuf.Timestamp", "timestamp")
                .replace("google.protobuf.Duration", "duration");
    }
}
