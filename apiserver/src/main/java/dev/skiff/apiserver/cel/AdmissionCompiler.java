package dev.skiff.apiserver.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import java.util.LinkedHashMap;
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
        return judge(check(expression, scope), wanted);
    }

    private static Compilation judge(Checks checks, ResultType wanted) {
        return switch (checks) {
            case Checks.Wrong(String detail) -> new Compilation.Refused(FAILED + detail);
            case Checks.Right(CelAbstractSyntaxTree ast) -> {
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
            case Checks.Wrong(String detail) -> {
                variables.ifPresent(known -> known.put(name, SimpleType.DYN));
                yield new Compilation.Refused(FAILED + detail);
            }
            case Checks.Right(CelAbstractSyntaxTree ast) -> {
                CelType type = TypeText.known(ast.getResultType());
                variables.ifPresent(known -> known.put(name, type));
                yield new Compilation.Compiled();
            }
        };
    }

    /// As [#compile] for an expression that says what is to change. It can make values of the types
    /// `Object`, `Object.spec` and so on with whatever fields it gives them, and `JSONPatch`.
    public Compilation compileChange(String expression, Scope scope, ResultType wanted) {
        CelCompiler known = Language.compiler(scope, variables);
        CelValidationResult parsed = known.parse(expression);
        CelCompiler compiler =
                parsed.hasError()
                        ? known
                        : Language.changing(scope, variables, ObjectTypes.named(parsed));
        return judge(Checks.of(compiler, expression), wanted);
    }

    private Checks check(String expression, Scope scope) {
        return Checks.of(Language.compiler(scope, variables), expression);
    }
}
