package dev.skiff.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What the engine was asked for to run one pod: the sandbox and the container joined to it, so
/// that the very same can be asked for again without Skiff.
///
/// @param sandbox, container bodies of `POST /containers/create`
record PodRecipe(
        String sandboxName, ObjectNode sandbox, String containerName, ObjectNode container) {
    private static final String SANDBOX_PREFIX = "k8s_POD_";

    /// The recipes of all pods on the engine that belong to a cluster.
    static List<PodRecipe> ofCluster(RawEngine engine, String clusterId) throws IOException {
        Map<String, ObjectNode> sandboxes = new LinkedHashMap<>();
        List<JsonNode> containers = new ArrayList<>();
        String filter = "%7B%22label%22%3A%5B%22skiff.dev%2Fcluster%3D" + clusterId + "%22%5D%7D";
        for (JsonNode listed : engine.get("/containers/json?filters=" + filter)) {
            JsonNode inspected = engine.get("/containers/" + listed.path("Id").asText() + "/json");
            if (name(inspected).startsWith(SANDBOX_PREFIX)) {
                sandboxes.put(inspected.path("Id").asText(), (ObjectNode) inspected);
            } else {
                containers.add(inspected);
            }
        }
        List<PodRecipe> recipes = new ArrayList<>();
        for (JsonNode container : containers) {
            String mode = container.path("HostConfig").path("NetworkMode").asText();
            ObjectNode sandbox = sandboxes.get(mode.replace("container:", ""));
            if (sandbox != null) {
                recipes.add(
                        new PodRecipe(
                                name(sandbox),
                                sandboxBody(sandbox),
                                name(container),
                                containerBody(container)));
            }
        }
        return recipes;
    }

    /// The same with files that stay when its pod goes.
    PodRecipe mounting(MountedFiles files) throws IOException {
        ObjectNode copied = container.deepCopy();
        for (JsonNode mount : copied.path("HostConfig").path("Mounts")) {
            Path source = Path.of(mount.path("Source").asText());
            ((ObjectNode) mount).put("Source", files.copy(source).toString());
        }
        return new PodRecipe(sandboxName, sandbox, containerName, copied);
    }

    /// Creates and starts both.
    ///
    /// @param round makes names differ from those of other rounds
    /// @param made is told the id of each as soon as it is there
    void run(RawEngine engine, String round, Consumer<String> made) throws IOException {
        String sandboxId = create(engine, sandboxName + round, sandbox);
        made.accept(sandboxId);
        engine.start(sandboxId);
        ObjectNode joined = container.deepCopy();
        ObjectNode host = (ObjectNode) joined.path("HostConfig");
        for (String mode : List.of("NetworkMode", "IpcMode", "PidMode")) {
            if (host.path(mode).asText().startsWith("container:")) {
                host.put(mode, "container:" + sandboxId);
            }
        }
        String containerId = create(engine, containerName + round, joined);
        made.accept(containerId);
        engine.start(containerId);
    }

    private static String create(RawEngine engine, String name, ObjectNode body)
            throws IOException {
        return engine.post("/containers/create?name=" + name, body).path("Id").asText();
    }

    private static String name(JsonNode inspected) {
        return inspected.path("Name").asText().substring(1);
    }

    /// The configuration as inspected is what a create asks for; the networks stand elsewhere.
    private static ObjectNode sandboxBody(JsonNode inspected) {
        ObjectNode body = unowned(inspected);
        ObjectNode endpoints = body.putObject("NetworkingConfig").putObject("EndpointsConfig");
        for (Map.Entry<String, JsonNode> network :
                inspected.path("NetworkSettings").path("Networks").properties()) {
            ObjectNode endpoint = endpoints.putObject(network.getKey());
            JsonNode ipam = network.getValue().path("IPAMConfig");
            if (ipam.isObject()) {
                endpoint.set("IPAMConfig", ipam);
            }
        }
        return body;
    }

    /// A container in another's network has no host name of its own.
    private static ObjectNode containerBody(JsonNode inspected) {
        ObjectNode body = unowned(inspected);
        body.remove(List.of("Hostname", "Domainname", "ExposedPorts"));
        return body;
    }

    /// Without the labels by which the agent would take it for its own.
    private static ObjectNode unowned(JsonNode inspected) {
        ObjectNode body = inspected.path("Config").deepCopy();
        body.set("HostConfig", inspected.path("HostConfig").deepCopy());
        ObjectNode labels = body.putObject("Labels");
        inspected
                .path("Config")
                .path("Labels")
                .properties()
                .forEach(label -> labels.put("bench." + label.getKey(), label.getValue().asText()));
        return body;
    }
}
