package dev.skiff.apiserver.cel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/// What expressions may say, and in which words they are refused.
class AdmissionCompilerTest {
    private static final Scope AUTHORIZER = new Scope(false, true);
    private static final Scope ALL = new Scope(true, true);

    @ParameterizedTest
    @CsvFileSource(
            resources = "refused.txt",
            delimiter = '|',
            quoteCharacter = '§',
            maxCharsPerColumn = 1000)
    void what_means_nothing_is_refused(String expression, String place, String wrong) {
        int column = Integer.parseInt(place.substring(2));

        assertThat(compile(expression, AUTHORIZER, ResultType.BOOL))
                .isEqualTo(
                        new Compilation.Refused(
                                "compilation failed: ERROR: <input>:%s: %s\n | %s\n | %s^"
                                        .formatted(
                                                place, wrong, expression, ".".repeat(column - 1))));
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "results.txt",
            delimiter = '|',
            quoteCharacter = '§',
            maxCharsPerColumn = 1000)
    void everything_that_admission_knows_can_be_named(String expression) {
        assertThat(compile(expression, AUTHORIZER, ResultType.BOOL))
                .isEqualTo(new Compilation.Compiled());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "1 | BOOL | must evaluate to bool but got int",
                "object | TEXT | must evaluate to string but got dyn",
                "[1u] | TEXT | must evaluate to string but got list(uint)",
                "{'a': [1.0]} | TEXT_OR_NULL | must evaluate to one of [string null_type] but got map(string, list(double))",
                "null | BOOL | must evaluate to bool but got null_type",
                "duration('1s') | BOOL | must evaluate to bool but got google.protobuf.Duration",
                "optional.of(1) | BOOL | must evaluate to bool but got optional_type(int)",
                "quantity('1') | BOOL | must evaluate to bool but got kubernetes.Quantity",
                "request | BOOL | must evaluate to bool but got kubernetes.AdmissionRequest",
            })
    void what_gives_something_else_is_refused(String expression, ResultType wanted, String detail) {
        assertThat(compile(expression, AUTHORIZER, wanted))
                .isEqualTo(new Compilation.Refused(detail));
    }

    @Test
    void parameters_can_be_named_where_there_are_some() {
        assertThat(compile("params.max > 1", ALL, ResultType.BOOL))
                .isEqualTo(new Compilation.Compiled());
    }

    @Test
    void all_that_is_wrong_is_told_in_order_of_place() {
        assertThat(compile("b +\n a", AUTHORIZER, ResultType.BOOL))
                .isEqualTo(
                        new Compilation.Refused(
                                """
                                compilation failed: ERROR: <input>:1:1: undeclared reference to 'b' (in container '')
                                 | b +
                                 | ^
                                ERROR: <input>:2:2: undeclared reference to 'a' (in container '')
                                 |  a
                                 | .^"""));
    }

    @Test
    void a_variable_is_known_to_what_follows_with_its_type() {
        AdmissionCompiler compiler = AdmissionCompiler.withVariables();

        assertThat(compiler.compile("variables.count", ALL, ResultType.ANY))
                .isEqualTo(
                        new Compilation.Refused(
                                "compilation failed: ERROR: <input>:1:10: undefined field 'count'\n | variables.count\n | .........^"));
        assertThat(compiler.define("count", "[1, 2].size()", ALL))
                .isEqualTo(new Compilation.Compiled());
        assertThat(compiler.define("broken", "nope", ALL)).isInstanceOf(Compilation.Refused.class);
        assertThat(compiler.define("twice", "variables.count * 2", ALL))
                .isEqualTo(new Compilation.Compiled());
        assertThat(
                        compiler.compile(
                                "variables.twice == 4 && variables.broken.x", ALL, ResultType.BOOL))
                .isEqualTo(new Compilation.Compiled());
        assertThat(compiler.compile("variables.twice", ALL, ResultType.TEXT))
                .isEqualTo(new Compilation.Refused("must evaluate to string but got int"));
    }

    private static Compilation compile(String expression, Scope scope, ResultType wanted) {
        return AdmissionCompiler.withoutVariables().compile(expression, scope, wanted);
    }
}
