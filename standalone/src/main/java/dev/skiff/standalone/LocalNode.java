package dev.skiff.standalone;

import dev.skiff.agent.Agent;
import dev.skiff.agent.AgentSettings;
import dev.skiff.agent.node.NodeIdentity;
import dev.skiff.agent.probe.http.SocketProber;
import dev.skiff.agent.runtime.Owner;
import dev.skiff.agent.runtime.docker.DockerRuntime;
import dev.skiff.agent.volume.DiskFiles;
import dev.skiff.api.request.ApiHandler;
import dev.skiff.client.Transport;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// One node's agent on the engine of this machine, driven.
final class LocalNode {
    private LocalNode() {}

    /// What a node is, besides its name.
    ///
    /// @param directory of all nodes' state; each has a directory of its own below
    record Place(ClusterFacts cluster, Path engineSocket, String address, Path directory) {}

    /// Starts the agent; it runs until the closer is closed, and its containers for longer.
    static ApiHandler start(String name, Place place, Transport transport, Closer closer) {
        DockerRuntime runtime =
                closer.keep(
                        DockerRuntime.connect(
                                place.engineSocket(), new Owner(place.cluster().id(), name)));
        Path root = place.directory().resolve(name);
        AgentSettings settings =
                new AgentSettings(
                        new NodeIdentity(
                                name,
                                place.address(),
                                Map.of(),
                                SkiffMain.version(),
                                Machine.ids()),
                        place.cluster().podRange(),
                        root,
                        Machine.resolver(),
                        Optional.empty(),
                        Machine.diskBytes(root));
        Agent agent =
                closer.keep(
                        new Agent(
                                settings,
                                new Agent.Surroundings(
                                        transport, runtime, new SocketProber(), new DiskFiles()),
                                InstantSource.system(),
                                new SecureRandom()));
        Pumps.driveAgent(name, agent.parts(), closer);
        return agent.api();
    }
}
