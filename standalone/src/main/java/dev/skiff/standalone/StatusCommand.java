package dev.skiff.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import dev.skiff.client.OutsideWorldException;
import dev.skiff.client.http.HttpTransport;
import dev.skiff.client.http.ServerAccess;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `skiff status`. Leaves with 0 when the cluster is up and its nodes are Ready.
@Command(
        name = "status",
        description = "Show whether the cluster is up, and its nodes.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final int NOT_RUNNING = 3;

    private final Surroundings surroundings;

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        SkiffHome home = surroundings.home();
        PrintStream out = surroundings.out();
        Optional<ProcessHandle> process = RunningProcess.find(home);
        if (process.isEmpty()) {
            out.println("skiff is not running (" + home.directory() + ")");
            return NOT_RUNNING;
        }
        out.printf(
                "process     %d, log %s%n", process.get().pid(), home.logs().resolve("skiff.log"));
        Optional<ServerAccess> access = OwnAccess.read(home.kubeconfig());
        if (access.isEmpty()) {
            out.println("API server  starting");
            return 1;
        }
        try (HttpTransport transport = new HttpTransport(access.get())) {
            boolean ready = isReady(transport);
            out.printf("API server  %s, %s%n", access.get(), ready ? "ready" : "not ready");
            out.printf("kubeconfig  %s, context %s%n", home.kubeconfig(), home.context());
            return ready && showNodes(transport) ? 0 : 1;
        } catch (OutsideWorldException e) {
            out.println("API server  does not answer: " + e.getMessage());
            return 1;
        }
    }

    private static boolean isReady(HttpTransport transport) {
        return transport.send(get("/readyz")).status() == 200;
    }

    private boolean showNodes(HttpTransport transport) {
        if (!(transport.send(get("/api/v1/nodes")) instanceof ApiResponse.Full answer)
                || answer.status() != 200) {
            return false;
        }
        boolean allReady = true;
        for (JsonNode node : Json.readOwn(answer.body()).path("items")) {
            boolean ready = isNodeReady(node);
            allReady &= ready;
            surroundings
                    .out()
                    .printf(
                            "node        %s %s%n",
                            node.path("metadata").path("name").asText(),
                            ready ? "Ready" : "NotReady");
        }
        return allReady;
    }

    private static boolean isNodeReady(JsonNode node) {
        for (JsonNode condition : node.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    private static ApiRequest get(String path) {
        return ApiRequest.get(path, Map.of(), UserInfo.ANONYMOUS);
    }
}
