package dev.skiff.agent.runtime.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import dev.skiff.agent.runtime.NetworkOutcome;
import dev.skiff.agent.runtime.Owner;
import dev.skiff.agent.runtime.RuntimeLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The cluster's bridge network on the engine. All nodes of a cluster on one engine are on the
/// same bridge, so that their pods reach each other without a route; each node hands out
/// addresses of its own part of the range.
final class EngineNetworks {
    private static final Logger LOG = LoggerFactory.getLogger(EngineNetworks.class);
    private static final Path ROUTES = Path.of("/proc/net/route");

    private final EngineClient engine;
    private final Owner owner;

    EngineNetworks(EngineClient engine, Owner owner) {
        this.engine = engine;
        this.owner = owner;
    }

    String name() {
        return "skiff-" + owner.cluster();
    }

    NetworkOutcome prepare(String range) {
        if (find().isPresent()) {
            return new NetworkOutcome.Ready();
        }
        try {
            EngineClient.call("make network " + name(), () -> create(range));
            return new NetworkOutcome.Ready();
        } catch (DockerException e) {
            // Another agent of this cluster may have been quicker.
            return find().isPresent()
                    ? new NetworkOutcome.Ready()
                    : new NetworkOutcome.RangeTaken(
                            "pod network " + range + ": " + EngineClient.messageOf(e));
        }
    }

    private String create(String range) {
        String bridge = "skiff-" + String.format("%08x", owner.cluster().hashCode());
        return engine.commands()
                .createNetworkCmd()
                .withName(name())
                .withDriver("bridge")
                .withCheckDuplicate(true)
                .withLabels(Map.of(RuntimeLabels.CLUSTER, owner.cluster()))
                .withOptions(Map.of("com.docker.network.bridge.name", bridge))
                .withIpam(
                        new Network.Ipam().withConfig(new Network.Ipam.Config().withSubnet(range)))
                .exec()
                .getId();
    }

    private Optional<Network> find() {
        return networks().stream()
                .filter(network -> name().equals(network.getName()))
                .filter(this::isOurs)
                .findFirst();
    }

    private boolean isOurs(Network network) {
        return network.getLabels() != null
                && owner.cluster().equals(network.getLabels().get(RuntimeLabels.CLUSTER));
    }

    private List<Network> networks() {
        return EngineClient.call("list networks", () -> engine.commands().listNetworksCmd().exec());
    }

    /// Ranges of other networks of the engine, and those the machine has routes to.
    List<String> usedRanges() {
        List<String> ranges = new ArrayList<>();
        for (Network network : networks()) {
            List<Network.Ipam.Config> configs = network.getIpam().getConfig();
            if (configs != null && !isOurs(network)) {
                configs.stream()
                        .map(Network.Ipam.Config::getSubnet)
                        .filter(subnet -> subnet != null && !subnet.contains(":"))
                        .forEach(ranges::add);
            }
        }
        ranges.addAll(routes());
        return List.copyOf(ranges);
    }

    /// None where there is no such table, as on other systems than Linux.
    private static List<String> routes() {
        if (!Files.isReadable(ROUTES)) {
            return List.of();
        }
        try {
            return RoutingTable.ranges(Files.readAllLines(ROUTES));
        } catch (IOException e) {
            LOG.warn("routes in {} can't be read, taking none for used", ROUTES, e);
            return List.of();
        }
    }

    /// Removes it, unless other nodes' pods are still on it.
    void remove() {
        Optional<Network> network = find();
        if (network.isEmpty()) {
            return;
        }
        try {
            EngineClient.call(
                    "remove network " + name(),
                    () -> engine.commands().removeNetworkCmd(network.get().getId()).exec());
        } catch (NotFoundException e) {
            LOG.debug("network {} is gone already", name(), e);
        } catch (DockerException e) {
            LOG.info("network {} stays: {}", name(), EngineClient.messageOf(e));
        }
    }
}
