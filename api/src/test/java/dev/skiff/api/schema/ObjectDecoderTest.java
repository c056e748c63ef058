package dev.skiff.api.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.JsonText;
import dev.skiff.api.kind.GroupVersion;
import java.io.IOException;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectDecoderTest {
    private static final SchemaCatalogue CATALOGUE = SchemaCatalogue.load();

    /// Owners of a long text in a list name it: what we wrote ourselves has to be read again.
    @Test
    void names_may_be_as_long_as_texts() {
        String name = "x".repeat(70_000);

        assertThat(Json.readOwn(Json.write(Json.object().put(name, 1))).has(name)).isTrue();
    }

    /// Other readers of JSON guess the encoding.
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void text_is_in_utf_8_only(String encoding) {
        byte[] text = "{\"kind\":\"Pod\"}".getBytes(Charset.forName(encoding));

        assertThat(ObjectDecoder.decode(CATALOGUE.type("core.v1.Pod"), text))
                .isInstanceOf(DecodeResult.Unreadable.class);
        assertThat(JsonText.read(text)).isInstanceOf(JsonText.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            v1/ConfigMap | {"data":{"a":1}} | json: cannot unmarshal number into Go struct field ConfigMap.data of type string
            v1/ConfigMap | {"data":"x"} | json: cannot unmarshal string into Go struct field ConfigMap.data of type map[string]string
            v1/ConfigMap | {"data":{"a":{"b":1}}} | json: cannot unmarshal object into Go struct field ConfigMap.data of type string
            v1/ConfigMap | {"metadata":"x"} | json: cannot unmarshal string into Go struct field ConfigMap.metadata of type v1.ObjectMeta
            v1/ConfigMap | {"metadata":{"labels":{"a":true}}} | json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string
            v1/ConfigMap | {"metadata":{"name":true}} | json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.name of type string
            v1/ConfigMap | [] | json: cannot unmarshal array into Go value of type v1.ConfigMap
            apps/v1/Deployment | {"spec":{"replicas":"2"}} | json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32
            apps/v1/Deployment | {"spec":{"replicas":1.5}} | json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32
            apps/v1/Deployment | {"spec":{"replicas":3000000000}} | json: cannot unmarshal number 3000000000 into Go struct field DeploymentSpec.spec.replicas of type int32
            apps/v1/Deployment | {"spec":{"template":{"spec":{"containers":[{"name":"a"},{"image":1}]}}}} | json: cannot unmarshal number into Go struct field Container.spec.template.spec.containers.image of type string
            apps/v1/Deployment | {"spec":{"template":{"spec":{"containers":{}}}}} | json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container
            v1/Pod | {"spec":{"restartPolicy":1}} | json: cannot unmarshal number into Go struct field PodSpec.spec.restartPolicy of type v1.RestartPolicy
            v1/Pod | {"spec":{"containers":[{"securityContext":{"capabilities":{"add":"x"}}}]}} | json: cannot unmarshal string into Go struct field Capabilities.spec.containers.securityContext.capabilities.add of type []v1.Capability
            v1/Secret | {"data":{"a":"!!!!"}} | illegal base64 data at input byte 0
            v1/Secret | {"data":{"a":"YQ="}} | illegal base64 data at input byte 3
            v1/Secret | {"data":{"a":1}} | json: cannot unmarshal number into Go struct field Secret.data of type []uint8
            v1/Event | {"firstTimestamp":"yesterday"} | parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006"
            v1/Event | {"firstTimestamp":5} | json: cannot unmarshal number into Go value of type string
            coordination.k8s.io/v1/Lease | {"spec":{"renewTime":"2020-01-01"}} | parsing time "2020-01-01" as "2006-01-02T15:04:05.000000Z07:00": cannot parse "" as "T"
            coordination.k8s.io/v1/Lease | {"spec":{"renewTime":"2020-01-01T00:00:10.5Z"}} | parsing time "2020-01-01T00:00:10.5Z" as "2006-01-02T15:04:05.000000Z07:00": cannot parse ".5Z" as ".000000"
            v1/Event | {"firstTimestamp":"2020-13-01T00:00:00Z"} | parsing time "2020-13-01T00:00:00Z": month out of range
            v1/Event | {"firstTimestamp":"2020-02-30T00:00:00Z"} | parsing time "2020-02-30T00:00:00Z": day out of range
            v1/Service | {"spec":{"ports":[{"targetPort":true}]}} | json: cannot unmarshal bool into Go value of type int32
            v1/Pod | {"spec":{"containers":[{"resources":{"limits":{"cpu":"lots"}}}]}} | quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'
            v1/Pod | '' | unexpected end of JSON input
            v1/Pod | {"spec": | unexpected end of JSON input
            v1/Pod | a: b | invalid character 'a' looking for beginning of value
            v1/Pod | {"a":1} x | invalid character 'x' after top-level value
            """)
    void a_wrong_type_is_refused_in_upstream_words(String kind, String body, String message) {
        assertThat(decode(kind, body)).isEqualTo(new DecodeResult.Unreadable(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            v1/ConfigMap | {"data":{"a":1}} | cannot convert int64 to string
            v1/ConfigMap | {"data":{"a":true}} | unrecognized type: string
            v1/ConfigMap | {"data":{"a":{}}} | unrecognized type: string
            v1/ConfigMap | {"data":"x"} | cannot restore map from string
            v1/ConfigMap | {"metadata":[]} | cannot restore struct from: slice
            v1/ConfigMap | {"immutable":"yes"} | unrecognized type: bool
            v1/Pod | {"spec":{"restartPolicy":1}} | cannot convert int64 to v1.RestartPolicy
            v1/Pod | {"spec":{"containers":{}}} | cannot restore slice from map
            apps/v1/Deployment | {"spec":{"replicas":"2"}} | unrecognized type: int32
            apps/v1/Deployment | {"spec":{"replicas":1.5}} | cannot convert float64 to int32
            v1/Secret | {"data":{"a":"!!!!"}} | error decoding from json: illegal base64 data at input byte 0
            v1/Secret | {"data":{"a":1}} | cannot restore slice from int64
            v1/Service | {"spec":{"ports":[{"targetPort":true}]}} | json: cannot unmarshal bool into Go value of type int32
            """)
    void a_wrong_type_that_a_patch_made_is_told_by_its_types_alone(
            String kind, String body, String message) throws IOException {
        DecodeResult converted = ObjectDecoder.convert(type(kind), Json.mapper().readTree(body));

        assertThat(converted).isEqualTo(new DecodeResult.Unreadable(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            v1/ConfigMap | {"metadata":{"name":"x","name":"x"},"data":{"a":"1","a":"2"}} | duplicate field "metadata.name", duplicate field "data.a"
            v1/ConfigMap | {"u0":0,"metadata":{"bar":2},"u1":1} | unknown field "u0", unknown field "metadata.bar", unknown field "u1"
            apps/v1/Deployment | {"spec":{"Replicas":2}} | unknown field "spec.Replicas"
            apps/v1/Deployment | {"spec":{"template":{"spec":{"containers":[{"name":"main","imagee":{"a":[1]}}]}},"nope":1,"nope":2}} | unknown field "spec.template.spec.containers[0].imagee", unknown field "spec.nope"
            apps/v1/Deployment | {"spec":{"paused":false,"paused":true}} | duplicate field "spec.paused"
            """)
    void unknown_and_duplicate_fields_are_told_in_order(String kind, String body, String problems) {
        var decoded = (DecodeResult.Decoded) decode(kind, body);
        assertThat(decoded.strictError()).isEqualTo("strict decoding error: " + problems);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            v1/ConfigMap | {"data":{},"metadata":{"creationTimestamp":null}} | {"metadata":{}}
            v1/ConfigMap | {"data":{"a":null},"nope":1} | {"data":{"a":""},"metadata":{}}
            v1/Secret | {"data":{"a":"YQ=\\n="}} | {"data":{"a":"YQ=="},"metadata":{}}
            v1/Event | {"firstTimestamp":"2020-01-01T02:00:00.9+02:00"} | {"firstTimestamp":"2020-01-01T00:00:00Z","metadata":{},"involvedObject":{},"source":{},"lastTimestamp":null,"eventTime":null,"reportingComponent":"","reportingInstance":""}
            apps/v1/Deployment | {"spec":{"replicas":0,"minReadySeconds":0,"strategy":{"rollingUpdate":{"maxSurge":"25%","maxUnavailable":0}}}} | {"spec":{"replicas":0,"strategy":{"rollingUpdate":{"maxSurge":"25%","maxUnavailable":0}},"selector":null,"template":{"metadata":{},"spec":{"containers":null}}},"metadata":{},"status":{}}
            v1/Pod | {"spec":{"hostNetwork":false,"enableServiceLinks":false,"containers":[{"env":[{"name":"A","value":""}],"resources":{"limits":{"cpu":0.5,"memory":"1024Mi"}}}]}} | {"spec":{"enableServiceLinks":false,"containers":[{"name":"","env":[{"name":"A"}],"resources":{"limits":{"cpu":"500m","memory":"1Gi"}}}]},"metadata":{},"status":{}}
            """)
    void values_are_brought_into_canonical_form(String kind, String body, String expected)
            throws IOException {
        var decoded = (DecodeResult.Decoded) decode(kind, body);
        JsonNode wanted = Json.mapper().readTree(expected);
        assertThat(decoded.object()).isEqualTo(wanted);
    }

    @Test
    void a_tree_decodes_as_its_text_does() throws IOException {
        String body = "{\"spec\":{\"replicas\":2,\"nope\":1}}";
        TypeSchema type = type("apps/v1/Deployment");

        DecodeResult fromTree = ObjectDecoder.decode(type, Json.mapper().readTree(body));

        assertThat(fromTree).isEqualTo(decode("apps/v1/Deployment", body));
    }

    private static DecodeResult decode(String kind, String body) {
        return ObjectDecoder.decode(type(kind), body.getBytes(UTF_8));
    }

    private static TypeSchema type(String kind) {
        int slash = kind.lastIndexOf('/');
        return CATALOGUE
                .forKind(GroupVersion.parse(kind.substring(0, slash)), kind.substring(slash + 1))
                .orElseThrow();
    }
}
