package dev.skiff.apiserver.registry.rules;

import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.cel.Compilation;
import java.util.List;

/// What is said of expressions that do not compile.
public final class ExpressionRules {
    private ExpressionRules() {}

    /// @param expression as it is shown
    public static void check(
            Compilation compilation, String expression, FieldPath path, List<FieldError> errors) {
        switch (compilation) {
            case Compilation.Compiled() -> {}
            case Compilation.Refused(String detail) ->
                    errors.add(FieldError.invalid(path, expression, detail));
        }
    }
}
