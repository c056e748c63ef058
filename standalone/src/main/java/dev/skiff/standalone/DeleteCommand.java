package dev.skiff.standalone;

import dev.skiff.agent.runtime.EngineUnavailableException;
import dev.skiff.agent.runtime.Owner;
import dev.skiff.agent.runtime.docker.DockerRuntime;
import dev.skiff.agent.volume.DiskFiles;
import dev.skiff.standalone.engine.EngineStarter;
import dev.skiff.standalone.engine.Host;
import dev.skiff.standalone.engine.OwnEngine;
import dev.skiff.standalone.usage.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// `skiff delete` without an object: removes the cluster and everything it made.
@Command(
        name = "delete",
        description =
                "Remove the cluster: its containers, networks and data. With an object, delete that.",
        mixinStandardHelpOptions = true)
final class DeleteCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    DeleteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Logs.quietly();
        SkiffHome home = surroundings.home();
        PrintStream out = surroundings.out();
        if (!Files.exists(home.directory())) {
            out.println("there is no cluster in " + home.directory());
            return 0;
        }
        stop(home);
        List<Owner> owners = new ArrayList<>();
        for (String node : nodes(home)) {
            stop(home.ofAgent(node));
            cluster(home, node).map(facts -> new Owner(facts.id(), node)).ifPresent(owners::add);
        }
        if (owners.isEmpty()) {
            ClusterFacts.read(home).ifPresent(facts -> removeNetwork(home, facts));
        } else {
            removeContainers(home, owners);
        }
        Kubeconfigs.remove(home.context(), Kubeconfigs.ofUser(surroundings.environment()));
        DiskFiles.deleteTree(home.directory());
        out.println("removed " + home.directory() + " and the context " + home.context());
        return 0;
    }

    private void stop(SkiffHome home) {
        if (RunningProcess.stop(home) instanceof RunningProcess.StopOutcome.Stopped(long pid)) {
            surroundings.out().println("stopped process " + pid);
        }
    }

    /// What the node is part of: a cluster elsewhere, or the one of this home.
    private static Optional<ClusterFacts> cluster(SkiffHome home, String node) {
        return Membership.clusterOf(home.membership(node)).or(() -> ClusterFacts.read(home));
    }

    /// A cluster that never had a node, as when its first start failed, may have a network.
    private void removeNetwork(SkiffHome home, ClusterFacts facts) {
        engines(home)
                .answering()
                .ifPresent(socket -> removeNode(socket, new Owner(facts.id(), "none")));
    }

    private EngineStarter engines(SkiffHome home) {
        return new EngineStarter(
                new Host(surroundings.environment()),
                home.directory(),
                home.logs(),
                surroundings.out()::println);
    }

    private void removeContainers(SkiffHome home, List<Owner> owners) throws IOException {
        Path socket;
        try {
            socket = engines(home).find();
            owners.forEach(owner -> removeNode(socket, owner));
        } catch (UsageException | EngineUnavailableException e) {
            throw new UsageException(
                    "the containers of this cluster cannot be removed: %s. Nothing was deleted; start the engine and try again."
                            .formatted(e.getMessage()),
                    e);
        }
        surroundings
                .out()
                .println(
                        owners.size() == 1
                                ? "removed the containers of 1 node"
                                : "removed the containers of %d nodes".formatted(owners.size()));
        OwnEngine.stopIfUnused(home.directory(), socket)
                .ifPresent(
                        pid ->
                                surroundings
                                        .out()
                                        .printf("stopped the Docker engine (process %d)%n", pid));
    }

    private static void removeNode(Path socket, Owner owner) {
        try (DockerRuntime runtime = DockerRuntime.connect(socket, owner)) {
            runtime.removeEverything();
        }
    }

    private static List<String> nodes(SkiffHome home) throws IOException {
        Path directory = home.nodes();
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(directory)) {
            return found.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
