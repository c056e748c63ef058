package dev.skiff.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.it.lone.LoneApiServer;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.kubernetes.client.extended.leaderelection.LeaderElector;
import io.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.kubernetes.client.informer.ResourceEventHandler;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.ApisApi;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.apis.VersionApi;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ConfigMapList;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServicePort;
import io.kubernetes.client.openapi.models.V1ServiceSpec;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import io.kubernetes.client.util.PatchUtils;
import io.kubernetes.client.util.generic.GenericKubernetesApi;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The official Java client, whose models are generated from upstream's OpenAPI document.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfficialClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String NAMESPACE = "default";

    private final LoneApiServer server;
    private final ApiClient client;
    private final CoreV1Api core;

    OfficialClientTest(@TempDir Path directory) throws IOException {
        server = LoneApiServer.start(ApiServerSettings.standard());
        Path kubeconfig = directory.resolve("kubeconfig");
        server.writeKubeconfig(kubeconfig);
        try (Reader reader = Files.newBufferedReader(kubeconfig)) {
            client = ClientBuilder.kubeconfig(KubeConfig.loadKubeConfig(reader)).build();
        }
        client.setReadTimeout(0);
        core = new CoreV1Api(client);
    }

    @AfterAll
    void stop() {
        client.getHttpClient().dispatcher().executorService().shutdownNow();
        client.getHttpClient().connectionPool().evictAll();
        server.close();
    }

    @Test
    void objects_are_created_read_changed_and_deleted() throws ApiException {
        V1ConfigMap created = create("crud");
        V1ConfigMap replaced =
                core.replaceNamespacedConfigMap("crud", NAMESPACE, created.putDataItem("b", "2"))
                        .execute();
        V1ConfigMap patched =
                PatchUtils.patch(
                        V1ConfigMap.class,
                        () ->
                                core.patchNamespacedConfigMap(
                                                "crud",
                                                NAMESPACE,
                                                new V1Patch(
                                                        "[{\"op\":\"remove\",\"path\":\"/data/a\"}]"))
                                        .buildCall(null),
                        V1Patch.PATCH_FORMAT_JSON_PATCH,
                        client);

        assertThat(replaced.getData()).containsOnlyKeys("a", "b");
        assertThat(patched.getData()).containsOnlyKeys("b");
        assertThat(core.readNamespacedConfigMap("crud", NAMESPACE).execute()).isEqualTo(patched);

        core.deleteNamespacedConfigMap("crud", NAMESPACE).execute();

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> core.readNamespacedConfigMap("crud", NAMESPACE).execute())
                .satisfies(
                        missing -> {
                            assertThat(missing.getCode()).isEqualTo(404);
                            assertThat(missing.getResponseBody())
                                    .contains("configmaps \\\"crud\\\" not found");
                        });
    }

    @Test
    void applied_fields_go_when_their_owner_no_longer_names_them() throws ApiException {
        V1ConfigMap both = apply("applied", "{\"a\":\"1\",\"b\":\"2\"}");
        V1ConfigMap one = apply("applied", "{\"a\":\"3\"}");

        assertThat(both.getData()).containsOnlyKeys("a", "b");
        assertThat(one.getData()).containsExactly(Map.entry("a", "3"));
    }

    private V1ConfigMap apply(String name, String data) throws ApiException {
        String body =
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"%s\"},\"data\":%s}"
                        .formatted(name, data);
        return PatchUtils.patch(
                V1ConfigMap.class,
                () ->
                        core.patchNamespacedConfigMap(name, NAMESPACE, new V1Patch(body))
                                .fieldManager("official")
                                .buildCall(null),
                V1Patch.PATCH_FORMAT_APPLY_YAML,
                client);
    }

    @Test
    void answers_are_what_the_generated_models_expect() throws ApiException {
        V1Service service =
                core.createNamespacedService(
                                NAMESPACE,
                                new V1Service()
                                        .metadata(new V1ObjectMeta().name("web"))
                                        .spec(
                                                new V1ServiceSpec()
                                                        .selector(Map.of("app", "web"))
                                                        .addPortsItem(
                                                                new V1ServicePort()
                                                                        .port(80)
                                                                        .targetPort(
                                                                                new IntOrString(
                                                                                        "http")))))
                        .execute();

        assertThat(service.getSpec().getClusterIP()).isNotEmpty();
        assertThat(service.getSpec().getPorts().getFirst().getTargetPort())
                .isEqualTo(new IntOrString("http"));
        assertThat(new VersionApi(client).getCode().execute().getMinor()).isEqualTo("36");
        assertThat(new ApisApi(client).getAPIVersions().execute().getGroups())
                .extracting("name")
                .contains("apps", "batch");
    }

    @Test
    void an_informer_sees_what_is_there_and_what_happens() throws ApiException {
        create("there");
        List<String> seen = new CopyOnWriteArrayList<>();
        SharedInformerFactory informers = new SharedInformerFactory(client);
        SharedIndexInformer<V1ConfigMap> informer =
                informers.sharedIndexInformerFor(
                        new GenericKubernetesApi<>(
                                V1ConfigMap.class,
                                V1ConfigMapList.class,
                                "",
                                "v1",
                                "configmaps",
                                client),
                        V1ConfigMap.class,
                        0);
        informer.addEventHandler(recording(seen));
        informers.startAllRegisteredInformers();
        await().atMost(LIMIT).until(informer::hasSynced);

        V1ConfigMap coming = create("coming");
        core.replaceNamespacedConfigMap("coming", NAMESPACE, coming.putDataItem("b", "2"))
                .execute();
        core.deleteNamespacedConfigMap("coming", NAMESPACE).execute();

        await().atMost(LIMIT).until(() -> seen.contains("deleted coming"));
        informers.stopAllRegisteredInformers();
        assertThat(seen)
                .contains("added there")
                .containsSubsequence("added coming", "updated coming", "deleted coming");
    }

    @Test
    void one_leader_is_elected_and_the_next_follows_when_it_steps_down() {
        List<String> leaders = new CopyOnWriteArrayList<>();
        LeaderElector first = candidate("one", leaders);
        await().atMost(LIMIT).until(() -> leaders.contains("one"));
        LeaderElector second = candidate("two", leaders);

        first.close();

        await().atMost(LIMIT).until(() -> leaders.contains("two"));
        second.close();
        assertThat(leaders).containsExactly("one", "two");
    }

    private V1ConfigMap create(String name) throws ApiException {
        return core.createNamespacedConfigMap(
                        NAMESPACE,
                        new V1ConfigMap()
                                .metadata(new V1ObjectMeta().name(name))
                                .putDataItem("a", "1"))
                .execute();
    }

    private LeaderElector candidate(String name, List<String> leaders) {
        LeaderElector elector =
                new LeaderElector(
                        new LeaderElectionConfig(
                                new LeaseLock(NAMESPACE, "leader", name, client),
                                Duration.ofSeconds(15),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(2)));
        Thread.ofVirtual()
                .name("candidate " + name)
                .start(() -> elector.run(() -> leaders.add(name), () -> {}));
        return elector;
    }

    private static ResourceEventHandler<V1ConfigMap> recording(List<String> seen) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(V1ConfigMap added) {
                seen.add("added " + added.getMetadata().getName());
            }

            @Override
            public void onUpdate(V1ConfigMap before, V1ConfigMap after) {
                seen.add("updated " + after.getMetadata().getName());
            }

            @Override
            public void onDelete(V1ConfigMap deleted, boolean isLastStateUnknown) {
                seen.add("deleted " + deleted.getMetadata().getName());
            }
        };
    }
}
