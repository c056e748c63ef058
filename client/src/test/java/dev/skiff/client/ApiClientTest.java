package dev.skiff.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.api.request.ApiResponse;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiClientTest {
    private static final ObjectKey KEY = new ObjectKey("d", "c");
    private static final ConfigMap MAP =
            new ConfigMapBuilder()
                    .withNewMetadata()
                    .withNamespace("d")
                    .withName("c")
                    .endMetadata()
                    .addToData("k", "v")
                    .build();

    private final ScriptedTransport transport = new ScriptedTransport();
    private final ApiClient client = new ApiClient(transport, "kube-scheduler");

    @Test
    void a_create_goes_to_the_collection_with_our_user_agent() {
        transport.then(json(201, Types.CONFIG_MAP.encode(MAP)));

        assertThat(client.create(Types.CONFIG_MAP, MAP)).isEqualTo(new ApiResult.Done<>(MAP));
        var call = transport.calls.getFirst();
        assertThat(call.method() + " " + call.path())
                .isEqualTo("POST /api/v1/namespaces/d/configmaps");
        assertThat(call.headers().firstOrEmpty("user-agent")).isEqualTo("kube-scheduler/skiff");
        assertThat(call.headers().firstOrEmpty("content-type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "409, AlreadyExists, AlreadyExists",
        "409, Conflict, Conflict",
        "404, NotFound, NotFound",
        "422, Invalid, Rejected",
        "403, Forbidden, Rejected"
    })
    void outcomes_to_think_about_are_values(int code, String reason, String result) {
        transport.thenStatus(code, reason);

        assertThat(client.update(Types.CONFIG_MAP, MAP).getClass().getSimpleName())
                .isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"429, TooManyRequests", "500, InternalError", "503, ServiceUnavailable"})
    void a_server_in_trouble_is_an_exception(int code, String reason) {
        transport.thenStatus(code, reason);

        assertThatThrownBy(() -> client.updateStatus(Types.CONFIG_MAP, MAP))
                .isInstanceOf(RefusedCallException.class)
                .hasMessageContaining(Integer.toString(code));
    }

    @Test
    void a_missing_object_is_empty() {
        transport.thenStatus(404, "NotFound");

        assertThat(client.get(Types.CONFIG_MAP, KEY)).isEmpty();
    }

    @Test
    void an_answer_without_a_status_still_tells_its_code() {
        transport.then(ApiResponse.text(502, "bad gateway"));

        assertThatThrownBy(() -> client.get(Types.CONFIG_MAP, KEY)).hasMessageContaining("502");
    }

    @Test
    void a_delete_carries_its_preconditions() {
        transport.then(json(200, "{\"kind\":\"Status\",\"status\":\"Success\"}"));
        Deletion how = Deletion.ofUid("u").atRevision("7").withGrace(0);

        assertThat(client.delete(Kinds.CONFIG_MAP, KEY, how)).isEqualTo(new DeleteResult.Gone());
        assertThat(Json.readOwn(transport.calls.getFirst().body()).toString())
                .isEqualTo(
                        """
                        {"kind":"DeleteOptions","apiVersion":"v1",\
                        "propagationPolicy":"Background","gracePeriodSeconds":0,\
                        "preconditions":{"uid":"u","resourceVersion":"7"}}""");
    }

    @Test
    void a_lingering_object_is_terminating() {
        transport.then(json(200, "{\"kind\":\"Pod\"}")).thenStatus(404, "NotFound");

        assertThat(client.delete(Kinds.POD, KEY, Deletion.any()))
                .isEqualTo(new DeleteResult.Terminating());
        assertThat(client.delete(Kinds.POD, KEY, Deletion.any()))
                .isEqualTo(new DeleteResult.NotFound());
    }

    @Test
    void lease_times_survive_reading_and_writing() {
        String lease =
                """
                {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"n"},\
                "spec":{"renewTime":"2026-01-01T00:00:00.123456Z"}}""";
        Lease decoded = Types.LEASE.decode(lease.getBytes(StandardCharsets.UTF_8));

        assertThat(new String(Types.LEASE.encode(decoded), StandardCharsets.UTF_8))
                .isEqualTo(lease);
    }

    @Test
    void null_lists_are_read_as_empty() {
        EndpointSlice slice =
                Types.ENDPOINT_SLICE.decode(
                        "{\"metadata\":{\"name\":\"s\"},\"endpoints\":null,\"ports\":null}"
                                .getBytes(StandardCharsets.UTF_8));

        assertThat(slice.getEndpoints()).isEmpty();
        assertThat(slice.getPorts()).isEmpty();
    }

    private static ApiResponse json(int status, byte[] body) {
        return ApiResponse.json(status, body);
    }

    private static ApiResponse json(int status, String body) {
        return json(status, body.getBytes(StandardCharsets.UTF_8));
    }
}
