package dev.skiff.api.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.schema.DecodeResult;
import dev.skiff.api.schema.FieldSchema;
import dev.skiff.api.schema.FieldType;
import dev.skiff.api.schema.ObjectDecoder;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.schema.TypeSchema;
import io.kubernetes.client.proto.IntStr.IntOrString;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.Resource.Quantity;
import io.kubernetes.client.proto.Runtime.TypeMeta;
import io.kubernetes.client.proto.Runtime.Unknown;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Apps;
import io.kubernetes.client.proto.V1Coordination;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProtobufBodyTest {
    private static final SchemaCatalogue CATALOGUE = SchemaCatalogue.load();
    private static final GroupVersion CORE = new GroupVersion("", "v1");

    /// Fields of messages that are younger than the version of Kubernetes we serve.
    private static final List<String> YOUNGER =
            List.of("autoscaling.v2.HorizontalPodAutoscalerCondition.observedGeneration");

    /// Kinds that travel as JSON only: of one there is no message, and the other's schemas have
    /// forms of their own in it.
    private static final List<Kind> FORMLESS =
            List.of(Kinds.API_SERVICE, Kinds.CUSTOM_RESOURCE_DEFINITION);

    private final ProtobufBody reader = new ProtobufBody(CATALOGUE);

    @Test
    void a_deployment_reads_as_its_json_does() throws IOException {
        V1.Container container =
                V1.Container.newBuilder()
                        .setName("web")
                        .setImage("web:1")
                        .setStdin(false)
                        .setResources(
                                V1.ResourceRequirements.newBuilder()
                                        .putLimits(
                                                "cpu",
                                                Quantity.newBuilder().setString("0.5").build()))
                        .setLivenessProbe(
                                V1.Probe.newBuilder()
                                        .setHandler(
                                                V1.ProbeHandler.newBuilder()
                                                        .setHttpGet(
                                                                V1.HTTPGetAction.newBuilder()
                                                                        .setPort(port(80)))))
                        .addEnv(
                                V1.EnvVar.newBuilder()
                                        .setName("A")
                                        .setValueFrom(
                                                V1.EnvVarSource.newBuilder()
                                                        .setConfigMapKeyRef(
                                                                V1.ConfigMapKeySelector.newBuilder()
                                                                        .setLocalObjectReference(
                                                                                V1
                                                                                        .LocalObjectReference
                                                                                        .newBuilder()
                                                                                        .setName(
                                                                                                "c"))
                                                                        .setKey("k"))))
                        .build();
        V1Apps.Deployment deployment =
                V1Apps.Deployment.newBuilder()
                        .setMetadata(
                                Meta.ObjectMeta.newBuilder()
                                        .setName("x")
                                        .setNamespace("")
                                        .putLabels("a", "b")
                                        .setCreationTimestamp(Meta.Time.getDefaultInstance()))
                        .setSpec(
                                V1Apps.DeploymentSpec.newBuilder()
                                        .setReplicas(0)
                                        .setMinReadySeconds(0)
                                        .setTemplate(
                                                V1.PodTemplateSpec.newBuilder()
                                                        .setSpec(
                                                                V1.PodSpec.newBuilder()
                                                                        .addContainers(container))))
                        .build();

        assertThat(decoded("apps/v1", "Deployment", deployment))
                .isEqualTo(
                        Json.mapper()
                                .readTree(
                                        """
                {"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"x","labels":{"a":"b"}},
                 "spec":{"replicas":0,"selector":null,"strategy":{},"template":{"metadata":{},"spec":{"containers":[
                  {"name":"web","image":"web:1","resources":{"limits":{"cpu":"500m"}},
                   "livenessProbe":{"httpGet":{"port":80}},
                   "env":[{"name":"A","valueFrom":{"configMapKeyRef":{"name":"c","key":"k"}}}]}]}}},"status":{}}
                """));
    }

    @Test
    void secrets_and_leases_keep_bytes_and_microseconds() throws IOException {
        V1.Secret secret =
                V1.Secret.newBuilder().putData("a", ByteString.copyFromUtf8("hi")).build();
        V1Coordination.Lease lease =
                V1Coordination.Lease.newBuilder()
                        .setSpec(
                                V1Coordination.LeaseSpec.newBuilder()
                                        .setRenewTime(
                                                Meta.MicroTime.newBuilder()
                                                        .setSeconds(1_600_000_000L)
                                                        .setNanos(123_456_000)))
                        .build();

        assertThat(decoded("v1", "Secret", secret).at("/data/a").asText()).isEqualTo("aGk=");
        assertThat(decoded("coordination.k8s.io/v1", "Lease", lease).at("/spec/renewTime").asText())
                .isEqualTo("2020-09-13T12:26:40.123456Z");
    }

    @Test
    void options_travel_the_same_way() throws IOException {
        Meta.DeleteOptions options =
                Meta.DeleteOptions.newBuilder()
                        .setGracePeriodSeconds(0)
                        .setPropagationPolicy("Foreground")
                        .build();

        assertThat(decoded("v1", "DeleteOptions", options))
                .isEqualTo(
                        Json.mapper()
                                .readTree(
                                        "{\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\",\"gracePeriodSeconds\":0,\"propagationPolicy\":\"Foreground\"}"));
    }

    @Test
    void options_are_the_same_in_every_group() {
        byte[] body = body("apps/v1", "DeleteOptions", Meta.DeleteOptions.newBuilder().build());

        assertThat(reader.readOptions(body, "DeleteOptions")).isInstanceOf(ProtobufBody.Read.class);
        assertThat(reader.readOptions(body("", "", Meta.DeleteOptions.newBuilder().build()), "X"))
                .isInstanceOf(ProtobufBody.Unreadable.class);
    }

    @Test
    void garbage_is_refused_in_upstream_words() {
        byte[] garbage = {'k', '8', 's', 0, 'a', 'b', 'c'};

        assertThat(reader.read(garbage, CORE, "ConfigMap"))
                .isEqualTo(new ProtobufBody.Unreadable("unexpected EOF"));
        assertThat(reader.read("{}".getBytes(UTF_8), CORE, "ConfigMap"))
                .isEqualTo(
                        new ProtobufBody.Unreadable(
                                "provided data does not appear to be a protobuf message, expected"
                                        + " prefix [107 56 115 0]"));
    }

    @Test
    void every_field_of_every_served_kind_has_its_place() {
        List<String> lost = new ArrayList<>();
        List<Kind> formless = new ArrayList<>();
        for (Kind kind : Kinds.ALL) {
            ProtobufTypes.find(kind.groupVersion(), kind.name())
                    .ifPresentOrElse(
                            form -> compare(form, CATALOGUE.forKind(kind), new HashSet<>(), lost),
                            () -> formless.add(kind));
        }
        assertThat(formless).isEqualTo(FORMLESS);
        assertThat(lost).containsExactlyInAnyOrderElementsOf(YOUNGER);
    }

    private static void compare(
            Descriptor message, TypeSchema type, Set<String> seen, List<String> lost) {
        if (!seen.add(message.getFullName() + type)) {
            return;
        }
        for (FieldDescriptor field : message.getFields()) {
            boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            var schema = MessageTree.field(type, field.getName()).map(FieldSchema::type);
            if (schema.isEmpty() && isMessage && !field.isRepeated()) {
                compare(field.getMessageType(), type, seen, lost);
            } else if (schema.isEmpty()) {
                lost.add(type + "." + field.getName());
            } else if (schema.get() instanceof FieldType.Struct struct) {
                compare(field.getMessageType(), struct.schema(), seen, lost);
            } else if (schema.get() instanceof FieldType.ListOf(FieldType.Struct struct, _, _)) {
                compare(field.getMessageType(), struct.schema(), seen, lost);
            }
        }
    }

    private static IntOrString port(int number) {
        return IntOrString.newBuilder().setType(0).setIntVal(number).build();
    }

    private com.fasterxml.jackson.databind.JsonNode decoded(
            String apiVersion, String kind, Message message) throws IOException {
        byte[] body = body(apiVersion, kind, message);
        var read = (ProtobufBody.Read) reader.read(body, CORE, "Other");
        TypeSchema type = CATALOGUE.forKind(GroupVersion.parse(apiVersion), kind).orElseThrow();
        var decoded = (DecodeResult.Decoded) ObjectDecoder.decode(type, read.object());
        assertThat(decoded.problems()).isEmpty();
        return Json.mapper().readTree(Json.write(decoded.object()));
    }

    private static byte[] body(String apiVersion, String kind, Message message) {
        Unknown envelope =
                Unknown.newBuilder()
                        .setTypeMeta(TypeMeta.newBuilder().setApiVersion(apiVersion).setKind(kind))
                        .setRaw(message.toByteString())
                        .build();
        return ByteString.copyFrom(new byte[] {'k', '8', 's', 0})
                .concat(envelope.toByteString())
                .toByteArray();
    }
}
