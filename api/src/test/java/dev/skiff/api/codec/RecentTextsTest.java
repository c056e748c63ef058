package dev.skiff.api.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTextsTest {
    private final List<String> read = new ArrayList<>();
    private final RecentTexts<String> texts =
            new RecentTexts<>(
                    text -> {
                        read.add(text);
                        return text + "!";
                    });

    @Test
    void the_same_text_is_read_once() {
        assertThat(texts.read("100m")).isEqualTo("100m!");
        assertThat(texts.read("100m")).isEqualTo("100m!");

        assertThat(read).containsExactly("100m");
    }

    @Test
    void texts_of_one_place_are_not_mistaken_for_each_other() {
        assertThat(texts.read("Aa")).isEqualTo("Aa!");
        assertThat(texts.read("BB")).isEqualTo("BB!");
        assertThat(texts.read("Aa")).isEqualTo("Aa!");

        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        assertThat(read).containsExactly("Aa", "BB", "Aa");
    }

    @Test
    void long_texts_are_not_kept() {
        String text = "1".repeat(100);

        assertThat(texts.read(text)).isEqualTo(text + "!");
        assertThat(texts.read(text)).isEqualTo(text + "!");

        assertThat(read).containsExactly(text, text);
    }
}
