package dev.skiff.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.it.docker.RealEngine;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NeighboursTest {
    @Test
    void two_clusters_that_start_at_once_keep_out_of_each_others_way() {
        RealEngine.require();
        try (Neighbour bystander = new Neighbour();
                Pages pages = new Pages();
                SkiffProcess first = SkiffProcess.create();
                SkiffProcess second = SkiffProcess.create()) {
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(first::up),
                            CompletableFuture.runAsync(second::up))
                    .join();
            HelloApp app = HelloApp.ready(ClusterApi.of(first), "first", 2);
            HelloApp.ready(ClusterApi.of(second), "second", 2);
            Containers containers = Containers.of(first);
            List<String> before = containers.states();

            second.run("delete").succeeded();

            assertThat(containers.states()).hasSize(4).isEqualTo(before);
            assertThat(app.pods())
                    .allSatisfy(pod -> assertThat(pages.at(pod.address())).contains(HelloApp.PAGE));
            assertThat(bystander.isUntouched()).isTrue();
        }
    }
}
