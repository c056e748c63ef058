package dev.skiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.standalone.usage.UsageException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void a_datastore_is_named_by_a_word_or_by_endpoints() {
        assertThat(Datastore.parse("memory")).isEqualTo(new Datastore.Memory());
        assertThat(Datastore.parse("sqlite")).isEqualTo(new Datastore.Sqlite());
        assertThat(Datastore.parse("etcd://a:1,b:2")).isInstanceOf(Datastore.Etcd.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mysql", "etcd:a"})
    void any_other_datastore_is_refused_with_the_choices(String text) {
        assertThatThrownBy(() -> Datastore.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("choose sqlite, memory or etcd://");
    }

    @ParameterizedTest
    @CsvSource({
        "10.43.0.0/16, 10.43.0.1",
        "10.0.0.0/24, 10.0.0.1",
        "192.168.7.128/25, 192.168.7.129"
    })
    void the_kubernetes_service_has_the_first_address_of_the_range(String range, String address) {
        assertThat(new AddressRange(range).firstAddress()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.43.0.0", "example.com/16", "10.43.0.0/33", "300.1.1.1/8"})
    void what_is_no_range_is_refused(String text) {
        assertThatThrownBy(() -> new AddressRange(text).firstAddress())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(text);
    }

    @Test
    void the_home_directory_is_named_by_the_environment() {
        assertThat(SkiffHome.of(Map.of("SKIFF_HOME", "/x/../y")).directory())
                .isEqualTo(Path.of("/y"));
        assertThat(SkiffHome.of(Map.of()).directory()).endsWithRaw(Path.of(".skiff"));
        assertThat(SkiffHome.of(Map.of()).isUsual()).isTrue();
    }
}
