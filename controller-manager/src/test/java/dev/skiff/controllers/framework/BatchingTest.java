package dev.skiff.controllers.framework;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchingTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "3, 0", "49, 0", "50, 10", "500, 100", "1000, 200", "50000, 200"})
    void few_are_looked_at_at_once_and_many_wait_for_each_other(int size, int millis) {
        assertThat(Batching.delay(size)).hasMillis(millis);
    }
}
