package dev.skiff.agent.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {
    private static final Map<String, String> VARIABLES = Map.of("NAME", "value", "EMPTY", "");

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "$(NAME), value",
        "a-$(NAME)-b, a-value-b",
        "$(NAME)$(NAME), valuevalue",
        "[$(EMPTY)], []",
        "$(MISSING), $(MISSING)",
        "$$(NAME), $(NAME)",
        "$$$(NAME), $value",
        "$$$$(NAME), $$(NAME)",
        "$NAME, $NAME",
        "$(NAME, $(NAME",
        "cost: 5$, cost: 5$",
        "$, $",
    })
    void references_become_values_and_the_rest_stays(String text, String expected) {
        assertThat(Expansion.expand(text, VARIABLES)).isEqualTo(expected);
    }
}
