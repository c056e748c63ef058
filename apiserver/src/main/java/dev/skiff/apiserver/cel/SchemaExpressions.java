package dev.skiff.apiserver.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import java.util.Optional;

/// Compiles rules on the values that a schema describes: `self`, and `oldSelf` before a change.
public final class SchemaExpressions {
    private final SchemaTypes types;
    private final CelType self;
    private final CelCompiler compiler;

    private SchemaExpressions(SchemaTypes types, CelType self, CelType oldSelf) {
        this.types = types;
        this.self = self;
        this.compiler = types.compiler(self, oldSelf);
    }

    /// @param isObject describes whole objects, which have a kind and metadata besides
    /// @return nothing, if the schema does not say enough to look at its values
    public static Optional<SchemaExpressions> of(JsonNode schema, boolean isObject) {
        SchemaTypes types = new SchemaTypes();
        return types.of(schema, isObject, "selfType")
                .map(self -> new SchemaExpressions(types, self, self));
    }

    /// The same for a rule that also looks at values which were not there before.
    public SchemaExpressions withOptionalOldSelf() {
        return new SchemaExpressions(types, self, OptionalType.create(self));
    }

    /// @param problem what is wrong with the rule, if anything
    /// @param usesOldSelf whether it compares with what was before
    public record Checked(Optional<String> problem, boolean usesOldSelf) {}

    public Checked rule(String rule) {
        return switch (Checks.of(compiler, rule)) {
            case Checks.Wrong(String detail) ->
                    new Checked(Optional.of("compilation failed: " + detail), false);
            case Checks.Right(CelAbstractSyntaxTree ast) -> {
                boolean usesOld =
                        ast.getReferenceMap().values().stream()
                                .anyMatch(reference -> reference.name().equals("oldSelf"));
                yield new Checked(
                        ast.getResultType().equals(SimpleType.BOOL)
                                ? Optional.empty()
                                : Optional.of("cel expression must evaluate to a bool"),
                        usesOld);
            }
        };
    }

    /// What is wrong with an expression that words a message, if anything.
    public Optional<String> message(String expression) {
        return switch (Checks.of(compiler, expression)) {
            case Checks.Wrong(String detail) ->
                    Optional.of("messageExpression compilation failed: " + detail);
            case Checks.Right(CelAbstractSyntaxTree ast) ->
                    ast.getResultType().equals(SimpleType.STRING)
                            ? Optional.empty()
                            : Optional.of("messageExpression must evaluate to a string");
        };
    }
}
