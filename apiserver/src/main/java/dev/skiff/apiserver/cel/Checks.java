package dev.skiff.apiserver.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.compiler.CelCompiler;
import java.util.List;

/// What a compiler makes of an expression.
sealed interface Checks {
    record Right(CelAbstractSyntaxTree ast) implements Checks {}

    /// @param detail in upstream's words
    record Wrong(String detail) implements Checks {}

    static Checks of(CelCompiler compiler, String expression) {
        CelValidationResult parsed = compiler.parse(expression);
        if (parsed.hasError()) {
            return new Wrong(IssueText.ofParser(parsed.getErrors(), parsed.getSource()));
        }
        try {
            CelValidationResult checked = compiler.check(parsed.getAst());
            if (checked.hasError()) {
                return new Wrong(IssueText.ofChecker(checked.getErrors(), checked.getSource()));
            }
            CelAbstractSyntaxTree ast = checked.getAst();
            List<CelIssue> issues = LiteralRules.check(ast);
            return issues.isEmpty()
                    ? new Right(ast)
                    : new Wrong(IssueText.ofChecker(issues, ast.getSource()));
        } catch (CelValidationException e) {
            throw new IllegalStateException("errors in what has none: " + expression, e);
        }
    }
}
