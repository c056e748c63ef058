package dev.skiff.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.Test;

class ContainerGrantsTest {
    private final ObjectNode status = Json.object();

    @Test
    void a_container_that_asks_for_nothing_has_empty_resources_and_no_mounts() {
        ContainerGrants.put(new Container(), status);

        assertThat(status.toString()).isEqualTo("{\"resources\":{}}");
    }

    @Test
    void requests_limits_and_mounts_are_repeated() {
        Container container =
                new ContainerBuilder()
                        .withNewResources()
                        .addToRequests("cpu", new Quantity("100m"))
                        .addToLimits("memory", new Quantity("1Gi"))
                        .endResources()
                        .addNewVolumeMount()
                        .withName("page")
                        .withMountPath("/www")
                        .withReadOnly(true)
                        .endVolumeMount()
                        .addNewVolumeMount()
                        .withName("scratch")
                        .withMountPath("/tmp")
                        .endVolumeMount()
                        .build();

        ContainerGrants.put(container, status);

        assertThat(status.toString())
                .isEqualTo(
                        """
                        {"allocatedResources":{"cpu":"100m"},\
                        "resources":{"limits":{"memory":"1Gi"},"requests":{"cpu":"100m"}},\
                        "volumeMounts":[\
                        {"name":"page","mountPath":"/www","readOnly":true,\
                        "recursiveReadOnly":"Disabled"},\
                        {"name":"scratch","mountPath":"/tmp"}]}""");
    }
}
