package dev.skiff.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PumpTest {
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile Runnable wake = () -> {};
    private volatile Instant due = Instant.MAX;

    private final Steppable steppable =
            new Steppable() {
                @Override
                public boolean step() {
                    if (work.get() == 0) {
                        return false;
                    }
                    work.decrementAndGet();
                    if (done.incrementAndGet() == 2) {
                        throw new IllegalStateException("in a test");
                    }
                    return true;
                }

                @Override
                public Instant nextDue() {
                    return due;
                }

                @Override
                public void onWork(Runnable newWake) {
                    wake = newWake;
                }
            };

    @Test
    void steps_when_woken_and_survives_a_bug() {
        try (Pump _ = Pump.start("test", steppable, Clock.systemUTC())) {
            work.set(5);
            wake.run();

            await().untilAsserted(() -> assertThat(done).hasValue(5));
        }
    }

    @Test
    void steps_when_due() {
        due = Instant.now().plusMillis(50);
        work.set(1);
        try (Pump _ = Pump.start("test", steppable, Clock.systemUTC(), 2)) {
            await().untilAsserted(() -> assertThat(done).hasValue(1));
        }
    }

    @Test
    void a_closed_pump_steps_no_more() {
        Pump pump = Pump.start("test", steppable, Clock.systemUTC());
        pump.close();
        work.set(1);
        wake.run();

        assertThat(done).hasValue(0);
    }
}
