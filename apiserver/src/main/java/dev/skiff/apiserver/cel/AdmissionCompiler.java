package dev.skiff.apiserver.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compiles the expressions of one object that decides on admission. A policy's variables are
/// defined one after the other, and known to all that is compiled afterwards.
///
/// Making one costs nothing; the language is loaded with the first expression. Not thread-safe.
public final class AdmissionCompiler {
    private static final String FAILED = "compilation failed: ";

    private final Optional<Map<String, CelType>> variables;

    private AdmissionCompiler(Optional<Map<String, CelType>> variables) {
        this.variables = variables;
    }

    public static AdmissionCompiler withVariables() {
        return new AdmissionCompiler(Optional.of(new LinkedHashMap<>()));
    }

    public static AdmissionCompiler withoutVariables() {
        return new AdmissionCompiler(Optional.empty());
    }

    /// An expression that must give a result of this type.
    public Compilation compile(String expression, Scope scope, ResultType wanted) {
        return switch (check(expression, scope)) {
            case Checked.Wrong(String detail) -> new Compilation.Refused(FAILED + detail);
            case Checked.Right(CelAbstractSyntaxTree ast) -> {
                String type = TypeText.print(ast.getResultType());
                yield wanted.accepts(type)
                        ? new Compilation.Compiled()
                        : new Compilation.Refused(wanted.refusal(type));
            }
        };
    }

    /// As [#compile] for a variable, which is then known as `variables.name`; one that does not
    /// compile is known as well, and of any type.
    public Compilation define(String name, String expression, Scope scope) {
        return switch (check(expression, scope)) {
            case Checked.Wrong(String detail) -> {
                variables.ifPresent(known -> known.put(name, SimpleType.DYN));
                yield new Compilation.Refused(FAILED + detail);
            }
            case Checked.Right(CelAbstractSyntaxTree ast) -> {
                CelType type = TypeText.known(ast.getResultType());
                variables.ifPresent(known -> known.put(name, type));
                yield new Compilation.Compiled();
            }
        };
    }

    private Checked check(String expression, Scope scope) {
        CelCompiler compiler = Language.compiler(scope, variables);
        CelValidationResult parsed = compiler.parse(expression);
        if (parsed.hasError()) {
            return new Checked.Wrong(IssueText.ofParser(parsed.getErrors(), parsed.getSource()));
        }
        try {
            CelValidationResult checked = compiler.check(parsed.getAst());
            if (checked.hasError()) {
                return new Checked.Wrong(
                        IssueText.ofChecker(checked.getErrors(), checked.getSource()));
            }
            CelAbstractSyntaxTree ast = checked.getAst();
            List<CelIssue> issues = LiteralRules.check(ast);
            return issues.isEmpty()
                    ? new Checked.Right(ast)
                    : new Checked.Wrong(IssueText.ofChecker(issues, ast.getSource()));
        } catch (CelValidationException e) {
            throw new IllegalStateException("errors in what has none: " + expression, e);
        }
    }

    private sealed interface Checked {
        record Right(CelAbstractSyntaxTree ast) implements Checked {}

        record Wrong(String detail) implements Checked {}
    }
}
