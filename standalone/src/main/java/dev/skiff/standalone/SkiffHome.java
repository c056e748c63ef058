package dev.skiff.standalone;

import java.nio.file.Path;
import java.util.Map;

/// Where a cluster keeps its state: `$SKIFF_HOME`, or `~/.skiff`.
record SkiffHome(Path directory, boolean isUsual) {
    static SkiffHome of(Map<String, String> environment) {
        Path usual = Path.of(System.getProperty("user.home"), ".skiff");
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

    Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    Path pidFile() {
        return directory.resolve("skiff.pid");
    }
}
