package dev.skiff.agent.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    @ParameterizedTest
    @CsvSource({
        "busybox, busybox:latest, docker.io",
        "busybox:1.36, busybox:1.36, docker.io",
        "library/busybox, library/busybox:latest, docker.io",
        "skiff/hello:1, skiff/hello:1, docker.io",
        "registry.example/team/app, registry.example/team/app:latest, registry.example",
        "localhost:5000/app, localhost:5000/app:latest, localhost:5000",
        "localhost/app:2, localhost/app:2, localhost",
    })
    void a_name_without_a_tag_means_the_latest(String text, String name, String registry) {
        ImageReference reference = ImageReference.parse(text).orElseThrow();

        assertThat(reference.name()).isEqualTo(name);
        assertThat(reference.registry()).isEqualTo(registry);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app@sha256:0123456789012345678901234567890123456789012345678901234567890123",
                "app:1@sha256:0123456789012345678901234567890123456789012345678901234567890123",
            })
    void a_digest_needs_no_tag(String text) {
        assertThat(ImageReference.parse(text).orElseThrow().name()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper/Case", "has space", "a//b", ":tag", "name:", "-x"})
    void what_is_no_image_is_refused(String text) {
        assertThat(ImageReference.parse(text)).isEmpty();
    }
}
