package dev.skiff.controllers.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlicePlannerTest {
    private static final Service WEB =
            new ServiceBuilder()
                    .withApiVersion("v1")
                    .withNewMetadata()
                    .withNamespace("d")
                    .withName("web")
                    .withUid("s")
                    .addToLabels("team", "a")
                    .addToLabels("kubernetes.io/service-name", "forged")
                    .endMetadata()
                    .withNewSpec()
                    .addToSelector("app", "web")
                    .addNewPort()
                    .withName("http")
                    .withPort(80)
                    .withProtocol("TCP")
                    .withTargetPort(new IntOrString("main"))
                    .endPort()
                    .endSpec()
                    .build();

    @Test
    void many_pods_are_spread_over_slices_of_a_hundred() {
        SlicePlan plan = SlicePlanner.plan(WEB, backends(0, 250), List.of());

        assertThat(plan.toCreate())
                .extracting(slice -> slice.getEndpoints().size())
                .containsExactly(100, 100, 50);
        EndpointSlice slice = plan.toCreate().getFirst();
        assertThat(slice.getMetadata().getGenerateName()).isEqualTo("web-");
        assertThat(slice.getMetadata().getLabels())
                .containsEntry("team", "a")
                .containsEntry("kubernetes.io/service-name", "web")
                .containsEntry(
                        "endpointslice.kubernetes.io/managed-by",
                        "endpointslice-controller.k8s.io");
        assertThat(slice.getPorts().getFirst().getPort()).isEqualTo(8080);
        assertThat(slice.getEndpoints().getFirst().getTargetRef().getName()).isEqualTo("p0");
    }

    @Test
    void nothing_changes_when_nothing_changed() {
        List<EndpointSlice> slices = stored(SlicePlanner.plan(WEB, backends(0, 150), List.of()));

        SlicePlan plan = SlicePlanner.plan(WEB, backends(0, 150), slices);

        assertThat(plan).isEqualTo(new SlicePlan(List.of(), List.of(), List.of()));
    }

    @Test
    void a_replaced_pod_touches_one_slice() {
        List<EndpointSlice> slices = stored(SlicePlanner.plan(WEB, backends(0, 200), List.of()));
        List<Backend> changed = new ArrayList<>(backends(0, 199));
        changed.add(backend("new", "10.1.0.1", 8080));

        SlicePlan plan = SlicePlanner.plan(WEB, changed, slices);

        assertThat(plan.toCreate()).isEmpty();
        assertThat(plan.toDelete()).isEmpty();
        assertThat(plan.toUpdate()).hasSize(1);
        assertThat(plan.toUpdate().getFirst().getEndpoints()).hasSize(100);
    }

    @Test
    void pods_with_other_ports_have_slices_of_their_own() {
        List<Backend> backends =
                List.of(backend("a", "10.0.0.1", 8080), backend("b", "10.0.0.2", 9090));

        SlicePlan plan = SlicePlanner.plan(WEB, backends, List.of());

        assertThat(plan.toCreate())
                .extracting(slice -> slice.getPorts().getFirst().getPort())
                .containsExactly(8080, 9090);
    }

    @Test
    void an_endpoint_told_twice_is_kept_once() {
        List<EndpointSlice> twice = new ArrayList<>();
        SlicePlan plan = SlicePlanner.plan(WEB, backends(0, 3), List.of());
        twice.addAll(stored(plan));
        twice.addAll(stored(plan));

        SlicePlan again = SlicePlanner.plan(WEB, backends(0, 3), twice);

        assertThat(again.toDelete()).hasSize(1);
        assertThat(again.toUpdate()).isEmpty();
    }

    @Test
    void the_last_slice_is_replaced_by_an_empty_one_which_stays() {
        List<EndpointSlice> slices = stored(SlicePlanner.plan(WEB, backends(0, 3), List.of()));

        SlicePlan emptied = SlicePlanner.plan(WEB, List.of(), slices);
        assertThat(emptied.toDelete()).hasSize(1);
        assertThat(emptied.toCreate().getFirst().getEndpoints()).isEmpty();

        assertThat(SlicePlanner.plan(WEB, List.of(), stored(emptied)))
                .isEqualTo(new SlicePlan(List.of(), List.of(), List.of()));
    }

    @Test
    void endpoints_are_grouped_by_ports_and_sorted_by_address() {
        List<Backend> backends =
                List.of(
                        backend("c", "10.0.0.3", 8080),
                        backend("a", "10.0.0.1", 8080),
                        backend("b", "10.0.0.2", 9090));

        Endpoints endpoints = EndpointsPlanner.plan(WEB, backends, Optional.empty());

        assertThat(endpoints.getSubsets())
                .extracting(
                        subset ->
                                subset.getPorts().getFirst().getPort()
                                        + " "
                                        + subset.getAddresses().stream()
                                                .map(address -> address.getIp())
                                                .toList())
                .containsExactly("8080 [10.0.0.1, 10.0.0.3]", "9090 [10.0.0.2]");
        assertThat(endpoints.getMetadata().getLabels())
                .containsEntry("endpoints.kubernetes.io/managed-by", "endpoint-controller");
        assertThat(EndpointsPlanner.plan(WEB, backends, Optional.of(endpoints)))
                .isEqualTo(endpoints);
    }

    @Test
    void a_thousand_addresses_are_enough_for_endpoints() {
        Endpoints endpoints = EndpointsPlanner.plan(WEB, backends(0, 1001), Optional.empty());

        assertThat(endpoints.getSubsets().getFirst().getAddresses()).hasSize(1000);
        assertThat(endpoints.getMetadata().getAnnotations())
                .containsEntry("endpoints.kubernetes.io/over-capacity", "truncated");
        assertThat(
                        EndpointsPlanner.plan(WEB, backends(0, 2), Optional.of(endpoints))
                                .getMetadata()
                                .getAnnotations())
                .isEmpty();
    }

    @Test
    void who_has_no_address_or_has_finished_serves_nobody() {
        Pod pod = pod("p", "", 8080);
        Pod finished =
                pod("p", "10.0.0.1", 8080)
                        .edit()
                        .editStatus()
                        .withPhase("Failed")
                        .endStatus()
                        .build();

        assertThat(Backend.of(WEB, pod, "")).isEmpty();
        assertThat(Backend.of(WEB, finished, "")).isEmpty();
    }

    private static List<Backend> backends(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> backend("p" + i, "10.0.%d.%d".formatted(i / 250, i % 250), 8080))
                .toList();
    }

    private static Backend backend(String name, String ip, int port) {
        return Backend.of(WEB, pod(name, ip, port), "").orElseThrow();
    }

    private static Pod pod(String name, String ip, int port) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("d")
                .withName(name)
                .withUid("uid-" + name)
                .endMetadata()
                .withNewSpec()
                .withNodeName("n1")
                .addNewContainer()
                .addNewPort()
                .withName("main")
                .withProtocol("TCP")
                .withContainerPort(port)
                .endPort()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPodIP(ip)
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }

    /// As they come back from the server.
    private static List<EndpointSlice> stored(SlicePlan plan) {
        List<EndpointSlice> stored = new ArrayList<>();
        for (EndpointSlice slice : plan.toCreate()) {
            stored.add(
                    new EndpointSliceBuilder(slice)
                            .editMetadata()
                            .withName("web-" + stored.size())
                            .endMetadata()
                            .build());
        }
        return stored;
    }
}
