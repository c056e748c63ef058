package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.apiserver.TestServer;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.Runtime.Unknown;
import io.kubernetes.client.proto.V1;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProtobufAnswersTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final Map<String, String> PROTOBUF =
            Map.of("Accept", "application/vnd.kubernetes.protobuf, application/json");

    private final TestServer server = new TestServer();

    @BeforeEach
    void create() {
        server.post(MAPS, "{'metadata':{'name':'a'},'data':{'k':'v'}}");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private ApiResponse.Full full(String path) {
        return (ApiResponse.Full)
                server.server().handle(TestServer.request("GET", path, PROTOBUF, ""));
    }

    private static Unknown unwrapped(byte[] body) throws InvalidProtocolBufferException {
        return Unknown.parseFrom(Arrays.copyOfRange(body, 4, body.length));
    }

    @Test
    void an_object_is_shown_in_protobuf() throws InvalidProtocolBufferException {
        ApiResponse.Full answer = full(MAPS + "/a");

        assertThat(answer.headerMap())
                .containsEntry("Content-Type", "application/vnd.kubernetes.protobuf");
        V1.ConfigMap map = V1.ConfigMap.parseFrom(unwrapped(answer.body()).getRaw());
        assertThat(map.getMetadata().getName()).isEqualTo("a");
        assertThat(map.getMetadata().getResourceVersion()).isNotEmpty();
        assertThat(map.getDataMap()).containsEntry("k", "v");
    }

    @Test
    void a_list_is_shown_in_protobuf() throws InvalidProtocolBufferException {
        Unknown list = unwrapped(full(MAPS).body());

        assertThat(list.getTypeMeta().getKind()).isEqualTo("ConfigMapList");
        assertThat(V1.ConfigMapList.parseFrom(list.getRaw()).getItemsList())
                .extracting(map -> map.getMetadata().getName())
                .containsExactly("a");
    }

    @Test
    void events_of_a_watch_are_frames_of_protobuf() throws InvalidProtocolBufferException {
        ApiResponse.Watch watch =
                (ApiResponse.Watch)
                        server.server()
                                .handle(TestServer.request("GET", MAPS + "?watch=1", PROTOBUF, ""));
        WatchEvent event = watch.stream().poll().orElseThrow();
        ByteArrayOutputStream frame = new ByteArrayOutputStream();

        watch.encoder().encode(event, frame);

        assertThat(watch.headerMap())
                .containsEntry("Content-Type", "application/vnd.kubernetes.protobuf;stream=watch");
        byte[] bytes = frame.toByteArray();
        Meta.WatchEvent told =
                Meta.WatchEvent.parseFrom(Arrays.copyOfRange(bytes, 4, bytes.length));
        assertThat(told.getType()).isEqualTo("ADDED");
        Unknown object = unwrapped(told.getObject().getRaw().toByteArray());
        assertThat(V1.ConfigMap.parseFrom(object.getRaw()).getMetadata().getName()).isEqualTo("a");
        watch.stream().close();
    }

    @Test
    void tables_stay_json() {
        ApiResponse answer =
                server.server()
                        .handle(
                                TestServer.request(
                                        "GET",
                                        MAPS,
                                        Map.of(
                                                "Accept",
                                                "application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io,"
                                                        + "application/json;as=Table;v=v1;g=meta.k8s.io"),
                                        ""));

        assertThat(answer.headerMap()).containsEntry("Content-Type", "application/json");
    }
}
