package dev.skiff.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.api.codec.Json;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.client.ApiClient;
import dev.skiff.client.Types;
import dev.skiff.testkit.VirtualTime;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusReporterTest {
    private static final PodIdentity POD = new PodIdentity("default", "p", "u");
    private static final int FIRST_TAKEN_AT = 10;

    private final List<ApiRequest> calls = new ArrayList<>();
    private Optional<Pod> told = Optional.empty();
    private final StatusReporter reporter =
            new StatusReporter(
                    new ApiClient(this::answer, "kubelet"),
                    _ -> told,
                    VirtualTime.atNewYear(),
                    new Random(1));

    @Test
    void the_same_status_is_sent_once() {
        reporter.report(POD, ready("True"));
        settle();
        reporter.report(POD, ready("True"));
        settle();

        assertThat(calls).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "11, False, 2", // somebody else says that the pod isn't ready
        "11, True, 1",
        "9, False, 1", // old news
        "10, False, 1",
    })
    void a_condition_that_somebody_else_overwrote_is_written_anew(
            int revision, String status, int writes) {
        reporter.report(POD, ready("True"));
        settle();

        told = Optional.of(pod(revision, status));
        reporter.told(POD);
        settle();

        assertThat(calls).hasSize(writes);
    }

    @Test
    void what_was_told_before_the_answer_came_is_not_missed() {
        told = Optional.of(pod(11, "False"));
        reporter.report(POD, ready("True"));
        settle();

        assertThat(calls).hasSize(2);
    }

    private void settle() {
        boolean worked = true;
        while (worked) {
            worked = reporter.loop().step();
        }
    }

    private ApiResponse answer(ApiRequest request) {
        int revision = FIRST_TAKEN_AT + 2 * calls.size();
        calls.add(request);
        return ApiResponse.json(200, Types.POD.encode(pod(revision, "True")));
    }

    private static ObjectNode ready(String status) {
        ObjectNode tree = Json.object();
        tree.putArray("conditions").addObject().put("type", "Ready").put("status", status);
        return tree;
    }

    private static Pod pod(int revision, String ready) {
        ObjectNode tree = Json.object();
        tree.put("apiVersion", "v1").put("kind", "Pod");
        tree.putObject("metadata")
                .put("namespace", "default")
                .put("name", "p")
                .put("uid", "u")
                .put("resourceVersion", Integer.toString(revision));
        tree.set("status", ready(ready));
        return Types.POD.decode(Json.write(tree));
    }
}
