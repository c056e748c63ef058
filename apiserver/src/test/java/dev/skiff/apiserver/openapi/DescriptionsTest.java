package dev.skiff.apiserver.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.kind.Kinds;
import dev.skiff.api.schema.FieldType;
import dev.skiff.api.schema.TypeSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionsTest {
    private final Descriptions descriptions = Descriptions.load();

    @Test
    void every_text_is_of_something_that_there_is() {
        List<String> unknown = new ArrayList<>();
        descriptions
                .all()
                .forEach(
                        (type, fields) ->
                                fields.keySet().stream()
                                        .filter(field -> !exists(type, field))
                                        .forEach(field -> unknown.add(type + " " + field)));

        assertThat(unknown).isEmpty();
    }

    @Test
    void every_text_is_a_sentence() {
        assertThat(descriptions.all().values())
                .allSatisfy(
                        fields ->
                                assertThat(fields.values())
                                        .allMatch(text -> text.matches("(?s)\\S.*\\.")));
    }

    @Test
    void every_kind_we_serve_says_what_it_is() {
        assertThat(Kinds.ALL)
                .allSatisfy(
                        kind ->
                                assertThat(
                                                descriptions.ofType(
                                                        Documents.SCHEMAS.forKind(kind).name()))
                                        .as(kind.toString())
                                        .isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "core.v1.Pod",
                "core.v1.Service",
                "core.v1.ConfigMap",
                "core.v1.Secret",
                "core.v1.Namespace",
                "core.v1.Node",
                "core.v1.ServiceAccount",
                "core.v1.PersistentVolumeClaim",
                "core.v1.PersistentVolumeSpec",
                "core.v1.PersistentVolumeStatus",
                "apps.v1.Deployment",
                "apps.v1.ReplicaSet",
                "apps.v1.StatefulSet",
                "apps.v1.DaemonSet",
                "batch.v1.Job",
                "batch.v1.CronJob",
                "autoscaling.v1.HorizontalPodAutoscaler",
                "autoscaling.v2.HorizontalPodAutoscaler",
                "networking.v1.Ingress",
                "networking.v1.NetworkPolicy",
                "policy.v1.PodDisruptionBudget",
                "rbac.v1.Role",
                "rbac.v1.RoleBinding",
                "core.v1.Container",
                "core.v1.Probe",
                "core.v1.Lifecycle",
                "core.v1.SecurityContext",
                "core.v1.Affinity",
                "core.v1.Toleration",
                "core.v1.TopologySpreadConstraint",
                "core.v1.VolumeProjection",
                "core.v1.ContainerStatus",
                "meta.v1.ObjectMeta",
                "meta.v1.LabelSelector",
                "meta.v1.DeleteOptions",
                "meta.v1.Status",
            })
    void what_people_ask_about_most_is_told_with_every_field(String name) {
        List<String> untold = new ArrayList<>();
        collectUntold(Documents.SCHEMAS.type(name), untold);
        for (String part : List.of("spec", "status")) {
            Documents.SCHEMAS
                    .type(name)
                    .struct(part)
                    .ifPresent(type -> collectUntold(type, untold));
        }

        assertThat(untold).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "core.v1.Pod | status | What was last observed of this object. Written by the cluster, not by users.",
                "core.v1.PodCondition | status | True, False or Unknown.",
                "core.v1.ObjectReference | kind | Its kind.",
                "core.v1.PodList | items | The objects.",
                "core.v1.VsphereVirtualDiskVolumeSource | fsType | ''",
                "admissionregistration.v1.MatchCondition | name | Its name, unique in its list.",
            })
    void a_field_has_its_own_text_or_that_of_its_likes(String type, String field, String text) {
        assertThat(descriptions.ofField(Documents.SCHEMAS.type(type), field)).isEqualTo(text);
    }

    private void collectUntold(TypeSchema type, List<String> untold) {
        type.fields().keySet().stream()
                .filter(field -> descriptions.ofField(type, field).isEmpty())
                .forEach(field -> untold.add(type + "." + field));
        type.fields()
                .values()
                .forEach(
                        field ->
                                structOf(field.type())
                                        .filter(struct -> descriptions.ofType(struct).isEmpty())
                                        .ifPresent(struct -> untold.add(struct)));
    }

    private static Optional<String> structOf(FieldType type) {
        return switch (type) {
            case FieldType.Struct struct -> Optional.of(struct.name());
            case FieldType.ListOf list -> structOf(list.element());
            case FieldType.MapOf map -> structOf(map.value());
            case FieldType.Scalar _ -> Optional.empty();
        };
    }

    private static boolean exists(String type, String field) {
        if (type.startsWith("io.k8s.")) {
            return field.isEmpty();
        }
        return Documents.SCHEMAS.names().stream()
                .filter(
                        name ->
                                name.equals(type)
                                        || type.equals("*")
                                        || Descriptions.isPatternOf(type, name))
                .map(Documents.SCHEMAS::type)
                .anyMatch(found -> field.isEmpty() || found.field(field).isPresent());
    }
}
