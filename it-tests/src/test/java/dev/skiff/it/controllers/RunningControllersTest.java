package dev.skiff.it.controllers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.ApiServer;
import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.apiserver.store.MemoryStore;
import dev.skiff.client.ApiClient;
import dev.skiff.client.Deletion;
import dev.skiff.client.Pump;
import dev.skiff.client.Transport;
import dev.skiff.client.Types;
import dev.skiff.controllers.Controllers;
import dev.skiff.controllers.framework.ControllerContext;
import dev.skiff.controllers.framework.ControllerSettings;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The same controllers as they run in production: on threads of their own, by the real clock.
class RunningControllersTest {
    private static final int DEPLOYMENTS = 5;
    private static final int REPLICAS = 20;

    private final ApiServer server =
            new ApiServer(
                    ApiServerSettings.standard(),
                    new MemoryStore(),
                    Clock.systemUTC(),
                    new SplittableRandom(1),
                    List.of());
    private final UserInfo admin = UserInfo.authenticated("admin", UserInfo.MASTERS_GROUP);
    private final Transport transport = request -> server.handle(request.withUser(admin));
    private final ApiClient client = new ApiClient(transport, "test");
    private final List<Pump> pumps = new ArrayList<>();

    @BeforeEach
    void start() {
        server.start();
        for (ControllerContext.Part part :
                Controllers.wire(
                        transport,
                        ControllerSettings.standard(),
                        Clock.systemUTC(),
                        new SplittableRandom(2))) {
            pumps.add(Pump.start(part.name(), part.steppable(), Clock.systemUTC(), part.width()));
        }
    }

    @AfterEach
    void stop() {
        pumps.forEach(Pump::close);
        server.close();
    }

    @Test
    void deployments_become_exactly_their_pods_and_go_without_leaving_any() {
        for (int i = 0; i < DEPLOYMENTS; i++) {
            deploy("web-" + i);
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(pods()).isEqualTo(DEPLOYMENTS * REPLICAS));

        for (int i = 0; i < DEPLOYMENTS; i++) {
            client.delete(Kinds.DEPLOYMENT, new ObjectKey("default", "web-" + i), Deletion.any());
        }

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(pods()).isZero());
    }

    private int pods() {
        return client.list(Kinds.POD, "default", Map.of()).path("items").size();
    }

    private void deploy(String name) {
        client.create(
                        Types.DEPLOYMENT,
                        new DeploymentBuilder()
                                .withNewMetadata()
                                .withNamespace("default")
                                .withName(name)
                                .endMetadata()
                                .withNewSpec()
                                .withReplicas(REPLICAS)
                                .withNewSelector()
                                .addToMatchLabels("app", name)
                                .endSelector()
                                .withNewTemplate()
                                .withNewMetadata()
                                .addToLabels("app", name)
                                .endMetadata()
                                .withNewSpec()
                                .addNewContainer()
                                .withName("c")
                                .withImage("i")
                                .endContainer()
                                .endSpec()
                                .endTemplate()
                                .endSpec()
                                .build())
                .doneOrThrow();
    }
}
