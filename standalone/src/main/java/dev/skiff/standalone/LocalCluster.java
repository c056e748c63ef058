package dev.skiff.standalone;

import dev.skiff.agent.node.AddressRange;
import dev.skiff.agent.runtime.NetworkOutcome;
import dev.skiff.agent.runtime.Owner;
import dev.skiff.agent.runtime.docker.DockerRuntime;
import dev.skiff.api.request.UserInfo;
import dev.skiff.client.Transport;
import dev.skiff.standalone.usage.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A whole cluster in this process: API server, scheduler, controllers and nodes.
final class LocalCluster {
    static final UserInfo ADMIN = UserInfo.authenticated("skiff-admin", UserInfo.MASTERS_GROUP);

    private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);
    private static final AddressRange POD_RANGE = AddressRange.of("10.42.0.0/16");
    private static final AddressRange SERVICE_RANGE = AddressRange.of("10.43.0.0/16");
    private static final int ID_BYTES = 4;

    private LocalCluster() {}

    /// The facts of the cluster in that home; settled now if it is new, clear of what the engine's
    /// machine uses already.
    static ClusterFacts facts(SkiffHome home, Future<Path> engine) {
        return ClusterFacts.read(home).orElseGet(() -> take(home, Waiting.forResult(engine)));
    }

    /// The same for a server without nodes of its own, whose machine need not have an engine.
    static ClusterFacts facts(SkiffHome home, Optional<Path> engine) {
        return ClusterFacts.read(home)
                .orElseGet(
                        () ->
                                settle(
                                        home,
                                        newId(),
                                        engine.map(LocalCluster::usedRanges).orElse(List.of())));
    }

    /// Makes the pod network at once: of two clusters that start together each gets its own range.
    private static ClusterFacts take(SkiffHome home, Path engine) {
        String id = newId();
        try (DockerRuntime runtime = DockerRuntime.connect(engine, new Owner(id, "none"))) {
            List<AddressRange> used = new ArrayList<>(usedRanges(runtime));
            ClusterFacts facts = settle(home, id, used);
            while (runtime.prepare(facts.podRange())
                    instanceof NetworkOutcome.RangeTaken(var message)) {
                LOG.info("trying another range of addresses: {}", message);
                used.add(AddressRange.of(facts.podRange()));
                facts = settle(home, id, used);
            }
            return facts;
        }
    }

    private static String newId() {
        byte[] id = new byte[ID_BYTES];
        new SecureRandom().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private static ClusterFacts settle(SkiffHome home, String id, List<AddressRange> used) {
        ClusterFacts facts =
                new ClusterFacts(
                        id, free(POD_RANGE, used).toString(), free(SERVICE_RANGE, used).toString());
        facts.write(home);
        return facts;
    }

    private static AddressRange free(AddressRange wanted, List<AddressRange> used) {
        return wanted.firstClearOf(used)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "no range of addresses like " + wanted + " is free"));
    }

    private static List<AddressRange> usedRanges(Path engine) {
        Owner nobody = new Owner("none", "none");
        try (DockerRuntime runtime = DockerRuntime.connect(engine, nobody)) {
            return usedRanges(runtime);
        }
    }

    private static List<AddressRange> usedRanges(DockerRuntime runtime) {
        return runtime.usedRanges().stream().map(AddressRange::of).toList();
    }

    /// Starts nodes of those names, which the API server then reaches directly.
    static void startNodes(
            List<String> names, LocalNode.Place place, ServedApi api, Closer closer) {
        for (String name : names) {
            Transport transport =
                    api.transport(
                            UserInfo.authenticated("system:node:" + name, UserInfo.NODES_GROUP));
            api.nodes().put(name, LocalNode.start(name, place, transport, closer));
        }
    }

    /// Starts an API server with scheduler and controllers.
    static ServedApi startServer(
            ServeSettings settings, SkiffHome home, Stopwatch time, Closer closer)
            throws IOException {
        ServedApi api = closer.keep(ServedApi.start(settings, home, time));
        ControlPlane.start(api, settings.cluster().podRange(), closer);
        return api;
    }
}
