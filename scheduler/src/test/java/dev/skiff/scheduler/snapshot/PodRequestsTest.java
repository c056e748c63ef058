package dev.skiff.scheduler.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodRequestsTest {
    private static final long MI = 1L << 20;

    @Test
    void containers_add_up() {
        PodSpec spec = spec(List.of(container("200m", "64Mi"), container("1", "1Gi")), List.of());

        assertThat(PodRequests.of(spec).actual()).isEqualTo(Resources.of(1200, 1088 * MI));
    }

    @Test
    void init_containers_count_as_the_greatest_of_them() {
        PodSpec spec =
                spec(
                        List.of(container("200m", "64Mi")),
                        List.of(container("2", "1Mi"), container("1", "128Mi")));

        assertThat(PodRequests.of(spec).actual()).isEqualTo(Resources.of(2000, 128 * MI));
    }

    @Test
    void sidecars_run_beside_containers_and_later_init_containers() {
        Container sidecar =
                new ContainerBuilder(container("100m", "10Mi")).withRestartPolicy("Always").build();
        PodSpec spec =
                spec(
                        List.of(container("200m", "64Mi")),
                        List.of(container("250m", "1Mi"), sidecar, container("300m", "70Mi")));

        assertThat(PodRequests.of(spec).actual()).isEqualTo(Resources.of(400, 80 * MI));
    }

    @Test
    void overhead_is_added() {
        PodSpec spec =
                new PodSpecBuilder(spec(List.of(container("200m", "64Mi")), List.of()))
                        .withOverhead(Map.of("cpu", new Quantity("50m")))
                        .build();

        assertThat(PodRequests.of(spec).actual()).isEqualTo(Resources.of(250, 64 * MI));
    }

    @Test
    void requests_of_the_whole_pod_stand_in_for_the_containers() {
        PodSpec spec =
                new PodSpecBuilder(spec(List.of(container("200m", "64Mi")), List.of()))
                        .withNewResources()
                        .withRequests(Map.of("cpu", new Quantity("3")))
                        .endResources()
                        .build();

        assertThat(PodRequests.of(spec).actual()).isEqualTo(Resources.of(3000, 64 * MI));
    }

    @Test
    void a_container_without_requests_counts_as_small_in_scoring_only() {
        PodSpec spec =
                spec(
                        List.of(
                                new ContainerBuilder().withName("c").build(),
                                container("0", "1Mi")),
                        List.of());

        PodRequests requests = PodRequests.of(spec);

        assertThat(requests.actual()).isEqualTo(Resources.of(0, MI));
        assertThat(requests.forScoring()).isEqualTo(Resources.of(100, 201 * MI));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1000",
        "100m, 100",
        "0.5, 500",
        "1n, 1",
        "0.0001, 1",
        "1u, 1",
        "2k, 2000000",
        "1E, 9223372036854775807"
    })
    void cpu_is_counted_in_whole_millicores_rounded_up(String quantity, long millis) {
        PodSpec spec = spec(List.of(container(quantity, "0")), List.of());

        assertThat(PodRequests.of(spec).actual().cpuMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"1Ki, 1024", "1k, 1000", "1500m, 2", "1e3, 1000", "128974848, 128974848"})
    void memory_is_counted_in_whole_bytes_rounded_up(String quantity, long bytes) {
        PodSpec spec = spec(List.of(container("0", quantity)), List.of());

        assertThat(PodRequests.of(spec).actual().memoryBytes()).isEqualTo(bytes);
    }

    @Test
    void other_resources_are_counted_by_name() {
        Container gpu =
                new ContainerBuilder()
                        .withName("c")
                        .withNewResources()
                        .withRequests(
                                Map.of(
                                        "example.com/gpu", new Quantity("2"),
                                        "ephemeral-storage", new Quantity("1Ki")))
                        .endResources()
                        .build();

        Resources requests = PodRequests.of(spec(List.of(gpu, gpu), List.of())).actual();

        assertThat(requests.extended()).containsExactly(Map.entry("example.com/gpu", 4L));
        assertThat(requests.ephemeralStorageBytes()).isEqualTo(2048);
    }

    private static PodSpec spec(List<Container> containers, List<Container> init) {
        return new PodSpecBuilder().withContainers(containers).withInitContainers(init).build();
    }

    private static Container container(String cpu, String memory) {
        return new ContainerBuilder()
                .withName("c")
                .withNewResources()
                .withRequests(Map.of("cpu", new Quantity(cpu), "memory", new Quantity(memory)))
                .endResources()
                .build();
    }
}
