package dev.skiff.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.it.lone.LoneApiServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The client of fabric8, which watches over WebSocket.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FabricClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final LoneApiServer server;
    private final KubernetesClient client;

    FabricClientTest(@TempDir Path directory) throws IOException {
        server = LoneApiServer.start(ApiServerSettings.standard());
        Path kubeconfig = directory.resolve("kubeconfig");
        server.writeKubeconfig(kubeconfig);
        client =
                new KubernetesClientBuilder()
                        .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
                        .build();
    }

    @AfterAll
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void objects_are_created_read_changed_and_deleted() {
        ConfigMap created = client.resource(configMap("crud")).create();
        ConfigMap edited = edit("crud", "second", "2");
        ConfigMap patched =
                client.configMaps()
                        .inNamespace("default")
                        .withName("crud")
                        .patch(
                                PatchContext.of(PatchType.STRATEGIC_MERGE),
                                "{\"data\":{\"first\":null}}");

        assertThat(created.getData()).containsOnlyKeys("first");
        assertThat(edited.getData()).containsOnlyKeys("first", "second");
        assertThat(patched.getData()).containsOnlyKeys("second");
        assertThat(
                        client.configMaps()
                                .inNamespace("default")
                                .withLabel("of", "crud")
                                .list()
                                .getItems())
                .containsExactly(patched);

        client.resource(patched).delete();

        assertThat(client.resource(patched).get()).isNull();
    }

    @Test
    void pods_come_back_with_what_the_server_added() {
        Pod pod =
                client.resource(
                                new PodBuilder()
                                        .withNewMetadata()
                                        .withName("web")
                                        .withNamespace("default")
                                        .endMetadata()
                                        .withNewSpec()
                                        .addNewContainer()
                                        .withName("main")
                                        .withImage("nginx:1")
                                        .endContainer()
                                        .endSpec()
                                        .build())
                        .create();

        assertThat(pod.getSpec().getRestartPolicy()).isEqualTo("Always");
        assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
        assertThat(pod.getMetadata().getManagedFields())
                .extracting(ManagedFieldsEntry::getOperation)
                .containsExactly("Update");
    }

    @Test
    void applied_fields_have_an_owner_who_must_be_forced_to_give_them_away() {
        ConfigMap applied =
                client.resource(configMap("applied")).fieldManager("one").serverSideApply();
        ConfigMap other =
                new ConfigMapBuilder(configMap("applied")).addToData("first", "2").build();

        assertThat(applied.getMetadata().getManagedFields())
                .extracting(ManagedFieldsEntry::getManager, ManagedFieldsEntry::getOperation)
                .containsExactly(tuple("one", "Apply"));
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> client.resource(other).fieldManager("two").serverSideApply())
                .satisfies(
                        conflict -> {
                            assertThat(conflict.getCode()).isEqualTo(409);
                            assertThat(conflict.getStatus().getDetails().getCauses())
                                    .extracting("reason", "field")
                                    .containsExactly(tuple("FieldManagerConflict", ".data.first"));
                        });
        assertThat(
                        client.resource(other)
                                .fieldManager("two")
                                .forceConflicts()
                                .serverSideApply()
                                .getData())
                .containsEntry("first", "2");
    }

    @Test
    void an_informer_sees_what_is_there_and_what_happens() {
        client.resource(labelled("there")).create();
        List<String> seen = new CopyOnWriteArrayList<>();

        try (SharedIndexInformer<ConfigMap> informer =
                client.configMaps()
                        .inNamespace("default")
                        .withLabel("watched", "yes")
                        .inform(recording(seen))) {
            client.resource(labelled("coming")).create();
            edit("coming", "second", "2");
            client.configMaps().inNamespace("default").withName("coming").delete();
            await().atMost(LIMIT).until(() -> seen.contains("deleted coming"));

            assertThat(informer.isWatching()).isTrue();
        }
        assertThat(seen)
                .containsExactly("added there", "added coming", "updated coming", "deleted coming");
    }

    @Test
    void one_leader_is_elected_and_the_next_follows_when_it_steps_down() {
        List<String> leaders = new CopyOnWriteArrayList<>();
        CompletableFuture<?> first =
                client.leaderElector().withConfig(candidate("one", leaders)).build().start();
        await().atMost(LIMIT).until(() -> leaders.contains("one leads"));
        CompletableFuture<?> second =
                client.leaderElector().withConfig(candidate("two", leaders)).build().start();

        first.cancel(true);

        await().atMost(LIMIT).until(() -> leaders.contains("two leads"));
        assertThat(client.leases().inNamespace("default").withName("leader").get().getSpec())
                .satisfies(
                        lease -> {
                            assertThat(lease.getHolderIdentity()).isEqualTo("two");
                            assertThat(lease.getLeaseTransitions()).isPositive();
                        });
        second.cancel(true);
    }

    @Test
    void a_refusal_tells_its_causes() {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> client.resource(configMap("No_Name")).create())
                .satisfies(
                        refusal -> {
                            assertThat(refusal.getCode()).isEqualTo(422);
                            assertThat(refusal.getStatus().getDetails().getCauses())
                                    .extracting("field")
                                    .containsExactly("metadata.name");
                        });
    }

    @Test
    void the_server_tells_what_it_is() {
        assertThat(client.getKubernetesVersion().getMinor()).isEqualTo("36");
        assertThat(client.getApiResources("apps/v1").getResources())
                .extracting("name")
                .contains("deployments", "deployments/scale");
    }

    private ConfigMap edit(String name, String key, String value) {
        return client.configMaps()
                .inNamespace("default")
                .withName(name)
                .edit(map -> new ConfigMapBuilder(map).addToData(key, value).build());
    }

    private static ConfigMap configMap(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .addToLabels("of", name)
                .endMetadata()
                .addToData("first", "1")
                .build();
    }

    private static ConfigMap labelled(String name) {
        return new ConfigMapBuilder(configMap(name))
                .editMetadata()
                .addToLabels("watched", "yes")
                .endMetadata()
                .build();
    }

    private LeaderElectionConfig candidate(String name, List<String> events) {
        return new LeaderElectionConfigBuilder()
                .withName(name)
                .withLeaseDuration(Duration.ofSeconds(15))
                .withRenewDeadline(Duration.ofSeconds(10))
                .withRetryPeriod(Duration.ofSeconds(1))
                .withReleaseOnCancel(true)
                .withLock(new LeaseLock("default", "leader", name))
                .withLeaderCallbacks(
                        new LeaderCallbacks(
                                () -> events.add(name + " leads"),
                                () -> events.add(name + " stops"),
                                leader -> events.add(name + " sees " + leader)))
                .build();
    }

    private static ResourceEventHandler<ConfigMap> recording(List<String> seen) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(ConfigMap added) {
                seen.add("added " + added.getMetadata().getName());
            }

            @Override
            public void onUpdate(ConfigMap before, ConfigMap after) {
                seen.add("updated " + after.getMetadata().getName());
            }

            @Override
            public void onDelete(ConfigMap deleted, boolean isLastStateUnknown) {
                seen.add("deleted " + deleted.getMetadata().getName());
            }
        };
    }
}
