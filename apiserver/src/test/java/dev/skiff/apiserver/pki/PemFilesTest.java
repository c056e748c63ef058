package dev.skiff.apiserver.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemFilesTest {
    @TempDir private Path directory;

    @Test
    void a_file_that_cannot_be_written_leaves_nothing_behind() throws IOException {
        Path taken = Files.createDirectories(directory.resolve("taken/by-another"));

        assertThatThrownBy(() -> PemFiles.writePrivately(directory.resolve("taken"), "text"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot write");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.toList()).isEqualTo(List.of(taken.getParent()));
        }
    }
}
