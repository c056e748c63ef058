package dev.skiff.apiserver.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.api.request.UserInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticTokensTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "t1,ada,u1                        | ada  | u1 | [system:authenticated]",
                "t1,ada,u1,\"one, two\"           | ada  | u1 | [one, two, system:authenticated]",
                "t1,ada,,system:masters           | ada  | '' | [system:masters, system:authenticated]",
                "t1,\"a, \"\"b\"\"\",u1           | a, \"b\" | u1 | [system:authenticated]",
            })
    void a_line_is_a_token_its_user_and_groups(
            String line, String name, String uid, String groups) {
        StaticTokens tokens = StaticTokens.parse(List.of("# comment", "", line));

        UserInfo user = tokens.userOf("t1").orElseThrow();

        assertThat(user.name()).isEqualTo(name);
        assertThat(user.uid()).isEqualTo(uid);
        assertThat(user.groups()).hasToString(groups);
    }

    @Test
    void a_token_that_is_not_listed_is_unknown() {
        assertThat(StaticTokens.parse(List.of("t1,ada,u1")).userOf("t2")).isEmpty();
    }

    @Test
    void the_last_of_repeated_tokens_counts() {
        StaticTokens tokens = StaticTokens.parse(List.of("t1,ada,u1", "t1,bob,u2"));

        assertThat(tokens.userOf("t1")).map(UserInfo::name).hasValue("bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t1,ada", ",ada,u1", "only"})
    void a_short_line_is_refused_with_its_number(String line) {
        assertThatThrownBy(() -> StaticTokens.parse(List.of("t0,a,b", line)))
                .hasMessageContaining("line 2 of the token file")
                .hasMessageNotContaining(line);
    }
}
