package dev.skiff.it.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptFileTest {
    private static final String TEXT =
            """
            # Greetings.
            $ hello
            ahoy
            [kubectl 1.27 1.29]
            good day

            twice
            [exit 1]
            [kubectl 1.31]

            # Silence.
            ~ hush

            """;

    @TempDir Path directory;

    @Test
    void each_version_gets_its_own_output_or_the_common_one() throws IOException {
        TranscriptFile file = read(TEXT);

        assertThat(outputs(file, "1.27")).containsExactly("good day\n\ntwice\n[exit 1]", "");
        assertThat(outputs(file, "1.31")).containsExactly("", "");
        assertThat(outputs(file, "1.33")).containsExactly("ahoy", "");
        assertThat(file.toString()).isEqualTo(TEXT);
    }

    @Test
    void what_a_version_printed_stands_apart_only_where_it_differs() throws IOException {
        TranscriptFile file = read(TEXT);

        TranscriptFile recorded = file.with("1.29", file.of("1.33")).with("1.32", file.of("1.27"));

        assertThat(recorded.of("1.29")).isEqualTo(file.of("1.33"));
        assertThat(recorded.toString()).contains("[kubectl 1.27 1.32]").doesNotContain("1.29");
    }

    @Test
    void versions_that_come_to_print_what_all_print_need_no_place_of_their_own()
            throws IOException {
        TranscriptFile file = read(TEXT);

        assertThat(file.withCommon(file.of("1.27")).toString())
                .doesNotContain("1.27")
                .contains("[kubectl 1.31]");
    }

    private TranscriptFile read(String text) throws IOException {
        return TranscriptFile.read(Files.writeString(directory.resolve("t.transcript"), text));
    }

    private static List<String> outputs(TranscriptFile file, String version) {
        return file.of(version).entries().stream().map(Transcript.Entry::expected).toList();
    }
}
