package dev.skiff.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.agent.runtime.Owner;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.agent.runtime.fake.FakeEngine;
import dev.skiff.api.codec.Json;
import dev.skiff.client.ApiClient;
import dev.skiff.client.EventRecorder;
import dev.skiff.client.UnreachableException;
import dev.skiff.testkit.VirtualTime;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ProbeLoopTest {
    private static final PodIdentity POD = new PodIdentity("default", "p", "u");
    private static final String READINESS =
            """
            "readinessProbe":{"httpGet":{"port":8080},"periodSeconds":10,"failureThreshold":3}""";
    private static final String LIVENESS =
            """
            "livenessProbe":{"tcpSocket":{"port":8080},"periodSeconds":10,"failureThreshold":2}""";
    private static final String STARTUP =
            """
            "startupProbe":{"httpGet":{"port":8080,"path":"/up"},"periodSeconds":5,"failureThreshold":3}""";

    private final VirtualTime time = VirtualTime.atNewYear();
    private final Instant start = time.instant();
    private final List<String> asked = new ArrayList<>();
    private final List<PodIdentity> lookedAt = new ArrayList<>();
    private Supplier<ProbeAnswer> answer = ProbeAnswer.Success::new;
    private final ProbeLoop loop =
            new ProbeLoop(
                    time,
                    new Random(1),
                    new ProbeExecutor(
                            new FakeEngine(time).runtimeFor(new Owner("c", "n")), new Scripted()),
                    new EventRecorder(
                            new ApiClient(
                                    request -> {
                                        throw new UnreachableException(
                                                "in a test", new IOException("down"));
                                    },
                                    "kubelet"),
                            EventRecorder.Source.component("kubelet"),
                            time,
                            new Random(1)),
                    lookedAt::add);

    /// Notes when it was asked, in milliseconds after the start.
    private final class Scripted implements Prober {
        @Override
        public ProbeAnswer http(HttpTarget target, Duration timeout) {
            return note(target.url());
        }

        @Override
        public ProbeAnswer tcp(String host, int port, Duration timeout) {
            return note(host + ":" + port);
        }

        private ProbeAnswer note(String target) {
            asked.add(Duration.between(start, time.instant()).toMillis() + " " + target);
            return answer.get();
        }
    }

    @Test
    void a_container_without_probes_is_well() {
        assertThat(loop.health("id")).isEqualTo(ContainerHealth.UNPROBED);
    }

    @Test
    void who_is_not_ready_yet_is_asked_often_at_first() {
        answer = () -> new ProbeAnswer.Failure("no");
        track(READINESS, ContainerHealth.NEW);

        run(Duration.ofSeconds(30));

        assertThat(asked)
                .map(line -> line.split(" ")[0])
                .containsExactly(
                        "0", "100", "300", "700", "1500", "3100", "6300", "12700", "22700");
        assertThat(loop.health("id").isReady()).isFalse();
        assertThat(lookedAt).isEmpty();
    }

    @Test
    void one_success_makes_ready_and_three_failures_in_a_row_unready() {
        track(READINESS, ContainerHealth.NEW);
        run(Duration.ZERO);
        assertThat(asked).containsExactly("0 http://10.0.0.9:8080/");
        assertThat(loop.health("id").isReady()).isTrue();
        assertThat(lookedAt).containsExactly(POD);

        answer = () -> new ProbeAnswer.Failure("no");
        run(Duration.ofSeconds(20));
        assertThat(loop.health("id").isReady()).isTrue();

        run(Duration.ofSeconds(10));
        assertThat(loop.health("id").isReady()).isFalse();
        assertThat(loop.health("id").failed()).isEmpty();
        assertThat(lookedAt).hasSize(2);
    }

    @Test
    void a_container_that_is_no_longer_alive_is_to_be_restarted_and_asked_no_more() {
        answer = () -> new ProbeAnswer.Failure("no");
        track(LIVENESS, ContainerHealth.NEW);

        run(Duration.ofSeconds(60));

        assertThat(loop.health("id").failed()).contains(ProbeKind.LIVENESS);
        assertThat(asked).containsExactly("0 10.0.0.9:8080", "10000 10.0.0.9:8080");
        assertThat(lookedAt).containsExactly(POD);
    }

    @Test
    void a_probe_that_could_not_be_made_says_nothing() {
        answer = () -> new ProbeAnswer.Unanswered("engine is away");
        track(LIVENESS, ContainerHealth.NEW);

        run(Duration.ofSeconds(100));

        assertThat(asked).hasSize(11);
        assertThat(loop.health("id").failed()).isEmpty();
    }

    @Test
    void an_answer_that_took_far_too_long_tells_of_a_standstill_of_ours() {
        answer =
                () -> {
                    time.advance(Duration.ofSeconds(60));
                    return new ProbeAnswer.Failure("timed out");
                };
        track(LIVENESS, ContainerHealth.NEW);

        run(Duration.ofSeconds(600));

        assertThat(asked).hasSizeGreaterThan(3);
        assertThat(loop.health("id").failed()).isEmpty();
    }

    @Test
    void the_other_probes_wait_for_the_container_to_come_up_and_then_begin_at_once() {
        boolean[] isUp = {false};
        answer = () -> isUp[0] ? new ProbeAnswer.Success() : new ProbeAnswer.Failure("no");
        track(STARTUP + "," + READINESS + "," + LIVENESS, ContainerHealth.NEW);

        run(Duration.ofSeconds(9));
        assertThat(asked)
                .containsExactly("0 http://10.0.0.9:8080/up", "5000 http://10.0.0.9:8080/up");
        assertThat(loop.health("id").isStarted()).isFalse();

        isUp[0] = true;
        run(Duration.ofSeconds(1));
        assertThat(asked)
                .endsWith(
                        "10000 http://10.0.0.9:8080/up",
                        "10000 10.0.0.9:8080",
                        "10000 http://10.0.0.9:8080/");
        assertThat(loop.health("id").isStarted()).isTrue();
        assertThat(loop.health("id").isReady()).isTrue();
    }

    @Test
    void a_container_that_does_not_come_up_in_time_is_to_be_restarted() {
        answer = () -> new ProbeAnswer.Failure("no");
        track(STARTUP, ContainerHealth.NEW);

        run(Duration.ofSeconds(60));

        assertThat(asked).hasSize(3);
        assertThat(loop.health("id").failed()).contains(ProbeKind.STARTUP);
    }

    @Test
    void what_an_earlier_agent_found_holds_until_disproved() {
        answer = () -> new ProbeAnswer.Failure("no");
        track(READINESS, new ContainerHealth(true, true, Optional.empty()));
        assertThat(loop.health("id").isReady()).isTrue();

        run(Duration.ofSeconds(10));
        assertThat(loop.health("id").isReady()).isTrue();
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_forgotten_container_is_asked_no_more() {
        track(READINESS, ContainerHealth.NEW);
        run(Duration.ZERO);
        loop.forget("id");

        run(Duration.ofSeconds(60));

        assertThat(asked).hasSize(1);
    }

    private void track(String probes, ContainerHealth before) {
        Container container =
                Json.mapper()
                        .convertValue(
                                Json.readOwn(
                                        ("{\"name\":\"web\"," + probes + "}")
                                                .getBytes(StandardCharsets.UTF_8)),
                                Container.class);
        loop.track(
                new ProbeTarget(
                        POD,
                        "id",
                        container,
                        "10.0.0.9",
                        time.instant(),
                        before,
                        new ObjectReference()));
    }

    /// Lets so much time pass, and everything happen that becomes due.
    private void run(Duration span) {
        Instant end = time.instant().plus(span);
        while (!loop.loop().nextDue().isAfter(end)) {
            time.advanceTo(loop.loop().nextDue());
            loop.loop().step();
        }
        time.advanceTo(end);
    }
}
