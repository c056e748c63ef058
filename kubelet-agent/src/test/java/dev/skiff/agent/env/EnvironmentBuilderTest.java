package dev.skiff.agent.env;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.agent.objects.Lookup;
import dev.skiff.agent.objects.ObjectSource;
import dev.skiff.api.object.ObjectKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentBuilderTest {
    private static final ConfigMap PAINT =
            new ConfigMapBuilder().addToData("colour", "blue").addToData("shade", "dark").build();
    private static final Secret LOGIN =
            new SecretBuilder().addToData("password", "czNjcjN0").build();

    /// Knows `paint` and `login`; nothing is known yet of what begins with `slow`.
    private static final ObjectSource OBJECTS =
            new ObjectSource() {
                @Override
                public Lookup<ConfigMap> configMap(ObjectKey key) {
                    return lookup(key, "paint", PAINT);
                }

                @Override
                public Lookup<Secret> secret(ObjectKey key) {
                    return lookup(key, "login", LOGIN);
                }
            };

    private static <T> Lookup<T> lookup(ObjectKey key, String name, T object) {
        if (key.name().startsWith("slow")) {
            return new Lookup.Unknown<>();
        }
        return key.name().equals(name) ? new Lookup.Found<>(object) : new Lookup.Missing<>();
    }

    @Test
    void later_variables_see_earlier_ones_and_replace_them() {
        Container container =
                container()
                        .addNewEnv()
                        .withName("GREETING")
                        .withValue("hello")
                        .endEnv()
                        .addNewEnv()
                        .withName("LINE")
                        .withValue("$(GREETING), $(NOBODY)")
                        .endEnv()
                        .addNewEnv()
                        .withName("GREETING")
                        .withValue("bye")
                        .endEnv()
                        .build();

        assertThat(variables(container))
                .containsExactly(
                        Map.entry("GREETING", "bye"), Map.entry("LINE", "hello, $(NOBODY)"));
    }

    @Test
    void whole_objects_come_before_single_variables_and_in_the_order_of_their_keys() {
        Container container =
                container()
                        .addNewEnvFrom()
                        .withPrefix("P_")
                        .withNewConfigMapRef("paint", false)
                        .endEnvFrom()
                        .addNewEnvFrom()
                        .withNewSecretRef("login", false)
                        .endEnvFrom()
                        .addNewEnv()
                        .withName("password")
                        .withValue("overridden")
                        .endEnv()
                        .build();

        assertThat(variables(container))
                .containsExactly(
                        Map.entry("P_colour", "blue"),
                        Map.entry("P_shade", "dark"),
                        Map.entry("password", "overridden"));
    }

    @ParameterizedTest
    @CsvSource({
        "metadata.name, web",
        "metadata.namespace, default",
        "metadata.uid, uid-1",
        "metadata.labels['app'], hello",
        "metadata.labels['none'], ''",
        "metadata.annotations['note'], kept",
        "spec.nodeName, node-a",
        "spec.serviceAccountName, default",
        "status.hostIP, 192.0.2.1",
        "status.podIP, 10.42.0.2",
    })
    void a_variable_can_hold_a_field_of_the_pod(String path, String expected) {
        Container container =
                container()
                        .addNewEnv()
                        .withName("FIELD")
                        .withNewValueFrom()
                        .withNewFieldRef("v1", path)
                        .endValueFrom()
                        .endEnv()
                        .build();

        assertThat(variables(container)).containsExactly(Map.entry("FIELD", expected));
    }

    @ParameterizedTest
    @CsvSource({
        "limits.cpu, 1, 1",
        "limits.cpu, 1m, 500",
        "limits.memory, 1Mi, 64",
        "limits.memory, 1Gi, 1",
        "requests.cpu, 1m, 250",
        "requests.memory, 1, 0",
        "limits.ephemeral-storage, 1, 0",
    })
    void a_variable_can_hold_a_resource_rounded_up_to_its_divisor(
            String resource, String divisor, String expected) {
        Container container =
                container()
                        .withNewResources()
                        .addToLimits("cpu", new Quantity("500m"))
                        .addToLimits("memory", new Quantity("64Mi"))
                        .addToRequests("cpu", new Quantity("250m"))
                        .endResources()
                        .addNewEnv()
                        .withName("AMOUNT")
                        .withNewValueFrom()
                        .withNewResourceFieldRef()
                        .withResource(resource)
                        .withDivisor(new Quantity(divisor))
                        .endResourceFieldRef()
                        .endValueFrom()
                        .endEnv()
                        .build();

        assertThat(variables(container)).containsExactly(Map.entry("AMOUNT", expected));
    }

    @Test
    void a_limit_that_is_not_set_is_what_the_node_has() {
        Container container =
                container()
                        .addNewEnv()
                        .withName("CPUS")
                        .withNewValueFrom()
                        .withNewResourceFieldRef()
                        .withResource("limits.cpu")
                        .endResourceFieldRef()
                        .endValueFrom()
                        .endEnv()
                        .build();

        assertThat(variables(container)).containsExactly(Map.entry("CPUS", "4"));
    }

    @ParameterizedTest
    @CsvSource({
        "paint, colour, false, blue",
        "paint, size, true, ",
        "none, colour, true, ",
    })
    void a_variable_can_hold_a_key_and_is_left_out_if_that_is_optional_and_missing(
            String name, String key, boolean optional, String expected) {
        Map<String, String> variables = variables(withConfigMapKey(name, key, optional));

        assertThat(Optional.ofNullable(variables.get("KEY")))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "none, colour, configmap \"none\" not found",
        "paint, size, couldn't find key size in ConfigMap default/paint",
    })
    void what_is_missing_is_named(String name, String key, String expected) {
        assertThat(build(withConfigMapKey(name, key, false)))
                .isEqualTo(new EnvironmentOutcome.Incomplete(expected));
    }

    @Test
    void a_missing_secret_key_is_named() {
        Container container =
                container()
                        .addNewEnv()
                        .withName("PIN")
                        .withNewValueFrom()
                        .withNewSecretKeyRef("pin", "login", false)
                        .endValueFrom()
                        .endEnv()
                        .build();

        assertThat(build(container))
                .isEqualTo(
                        new EnvironmentOutcome.Incomplete(
                                "couldn't find key pin in Secret default/login"));
    }

    @Test
    void what_the_api_has_not_told_yet_is_waited_for() {
        assertThat(build(withConfigMapKey("slow", "colour", false)))
                .isEqualTo(new EnvironmentOutcome.NotYet());
    }

    private static Container withConfigMapKey(String name, String key, boolean optional) {
        return container()
                .addNewEnv()
                .withName("KEY")
                .withNewValueFrom()
                .withNewConfigMapKeyRef(key, name, optional)
                .endValueFrom()
                .endEnv()
                .build();
    }

    private static ContainerBuilder container() {
        return new ContainerBuilder().withName("main");
    }

    private static Map<String, String> variables(Container container) {
        return ((EnvironmentOutcome.Complete) build(container)).variables();
    }

    private static EnvironmentOutcome build(Container container) {
        Pod pod =
                new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("web")
                        .withUid("uid-1")
                        .addToLabels("app", "hello")
                        .addToAnnotations("note", "kept")
                        .endMetadata()
                        .withNewSpec()
                        .withServiceAccountName("default")
                        .endSpec()
                        .build();
        PodContext context =
                new PodContext(
                        pod,
                        "node-a",
                        "192.0.2.1",
                        Optional.of("10.42.0.2"),
                        new PodContext.NodeAllocatable(4000, 8L << 30));
        return new EnvironmentBuilder(OBJECTS).build(context, container);
    }
}
