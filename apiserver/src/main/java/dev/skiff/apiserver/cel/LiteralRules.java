package dev.skiff.apiserver.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.SimpleType;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is written out in an expression: durations, times and patterns must be such, and what
/// stands in one list or map must be of one type.
final class LiteralRules {
    private static final Pattern DURATION =
            Pattern.compile("[-+]?(0|(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)");

    private LiteralRules() {}

    static List<CelIssue> check(CelAbstractSyntaxTree ast) {
        List<CelIssue> issues = new ArrayList<>(0);
        CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .forEach(
                        node -> {
                            CelExpr expression = node.expr();
                            switch (expression.getKind()) {
                                case CALL ->
                                        problem(expression.call(), ast.getSource())
                                                .ifPresent(issues::add);
                                case LIST -> alike(expression.list().elements(), ast, issues);
                                case MAP -> {
                                    var entries = expression.map().entries();
                                    alike(entries.stream().map(e -> e.key()).toList(), ast, issues);
                                    alike(
                                            entries.stream().map(e -> e.value()).toList(),
                                            ast,
                                            issues);
                                }
                                default -> {}
                            }
                        });
        return issues;
    }

    /// What is listed together must be of one type.
    private static void alike(
            List<CelExpr> elements, CelAbstractSyntaxTree ast, List<CelIssue> issues) {
        CelType first = SimpleType.DYN;
        for (CelExpr element : elements) {
            CelType type = ast.getType(element.id()).orElse(SimpleType.DYN);
            if (first.kind().isDyn()) {
                first = type;
            } else if (!isAlike(first, type)) {
                issues.add(
                        issue(
                                element,
                                "expected type '%s' but found '%s'"
                                        .formatted(CelTypes.format(first), CelTypes.format(type)),
                                ast.getSource()));
            }
        }
    }

    private static boolean isAlike(CelType one, CelType other) {
        if (one.kind().isDyn() || other.kind().isDyn()) {
            return true;
        }
        boolean isAlike =
                one.kind() == other.kind() && one.parameters().size() == other.parameters().size();
        for (int i = 0; isAlike && i < one.parameters().size(); i++) {
            isAlike = isAlike(one.parameters().get(i), other.parameters().get(i));
        }
        return isAlike && (!one.parameters().isEmpty() || one.name().equals(other.name()));
    }

    private static Optional<CelIssue> problem(CelExpr.CelCall call, CelSource source) {
        if (call.args().isEmpty()) {
            return Optional.empty();
        }
        CelExpr argument = call.args().getFirst();
        boolean isText =
                argument.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                        && argument.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        if (!isText || isValid(call.function(), argument.constant().stringValue())) {
            return Optional.empty();
        }
        return Optional.of(issue(argument, "invalid " + call.function() + " argument", source));
    }

    private static CelIssue issue(CelExpr at, String message, CelSource source) {
        CelSourceLocation location =
                Optional.ofNullable(source.getPositionsMap().get(at.id()))
                        .flatMap(source::getOffsetLocation)
                        .orElse(CelSourceLocation.NONE);
        return CelIssue.formatError(at.id(), location, message);
    }

    private static boolean isValid(String function, String text) {
        return switch (function) {
            case "duration" -> DURATION.matcher(text).matches();
            case "timestamp" -> isTime(text);
            case "matches" -> isPattern(text);
            default -> true;
        };
    }

    private static boolean isTime(String text) {
        try {
            return OffsetDateTime.parse(text).getYear() > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isPattern(String text) {
        try {
            return Pattern.compile(text).pattern().equals(text);
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
