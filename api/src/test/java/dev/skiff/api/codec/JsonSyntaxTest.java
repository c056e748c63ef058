package dev.skiff.api.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSyntaxTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "0x61, 'a'",
                "0x27, '\\''",
                "0x07, '\\a'",
                "0x0b, '\\v'",
                "0x01, '\\x01'",
                "0x7f, '\\x7f'",
                "0x9e, '\\u009e'",
                "0xa0, '\\u00a0'",
                "0xad, '\\u00ad'",
                "0xe9, 'é'",
            })
    void a_byte_that_does_not_belong_is_told_as_go_quotes_it(String code, String quoted) {
        byte[] text = {Integer.decode(code).byteValue()};

        assertThat(JsonText.read(text))
                .isEqualTo(
                        new JsonText.Unreadable(
                                "invalid character " + quoted + " looking for beginning of value"));
    }
}
