package dev.skiff.standalone;

import dev.skiff.standalone.engine.Host;
import java.nio.file.Path;
import java.util.Map;

/// Where a cluster keeps its state: `$SKIFF_HOME`, or `~/.skiff`.
record SkiffHome(Path directory, boolean isUsual) {
    static SkiffHome of(Map<String, String> environment) {
        Path usual = new Host(environment).userHome().resolve(".skiff");
        String named = environment.getOrDefault("SKIFF_HOME", "");
        Path directory = named.isEmpty() ? usual : Path.of(named).toAbsolutePath().normalize();
        return new SkiffHome(directory, directory.equals(usual));
    }

    Path pki() {
        return directory.resolve("pki");
    }

    Path data() {
        return directory.resolve("data");
    }

    Path logs() {
        return directory.resolve("logs");
    }

    /// Below it each node of this machine has a directory.
    Path nodes() {
        return directory.resolve("nodes");
    }

    Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    /// What lets other machines join.
    Path token() {
        return directory.resolve("token");
    }

    /// The part of an agent's node, which may run beside others of the same home.
    SkiffHome ofAgent(String node) {
        return new SkiffHome(nodes().resolve(node), false);
    }

    /// What an agent of this machine keeps of the cluster it is part of.
    Path membership(String node) {
        return nodes().resolve(node).resolve("membership.json");
    }

    Path pidFile() {
        return directory.resolve("skiff.pid");
    }

    /// What the cluster is called in kubeconfigs.
    String context() {
        String name = String.valueOf(directory.getFileName()).replaceAll("[^A-Za-z0-9.-]", "");
        return isUsual ? "skiff" : "skiff-" + name;
    }
}
