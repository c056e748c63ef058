package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.request.ApiResponse.Header;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarningHeadersTest {
    @Test
    void a_warning_is_quoted_and_told_once() {
        assertThat(WarningHeaders.of(List.of("a \"b\"", "a \"b\"", "")))
                .containsExactly(new Header("Warning", "299 - \"a \\\"b\\\"\""));
    }

    @Test
    void a_single_long_warning_stays_whole() {
        assertThat(WarningHeaders.of(List.of("x".repeat(4096))))
                .containsExactly(new Header("Warning", "299 - \"" + "x".repeat(4096) + "\""));
    }

    @Test
    void long_warnings_are_cut_and_the_last_left_out() {
        List<String> many = IntStream.range(100, 140).mapToObj(i -> i + "x".repeat(400)).toList();

        List<Header> headers = WarningHeaders.of(many);

        assertThat(headers).hasSize(16);
        assertThat(headers.getFirst().value()).isEqualTo("299 - \"100" + "x".repeat(253) + "\"");
    }
}
