package dev.skiff.it.kubectl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The kubectl binaries of this machine by minor version: in `$KUBECTL_DIR`, on PATH, or beside a
/// Google Cloud SDK.
final class Kubectls {
    private Kubectls() {}

    /// Version such as `1.30` to binary, for those of `wanted` that are here.
    static Map<String, Path> find(List<String> wanted) {
        Map<String, Path> found = new LinkedHashMap<>();
        for (String version : wanted) {
            locate("kubectl." + version).ifPresent(binary -> found.put(version, binary));
        }
        return found;
    }

    private static Optional<Path> locate(String fileName) {
        return directories().stream()
                .map(directory -> directory.resolve(fileName))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<Path> directories() {
        List<Path> directories = new ArrayList<>();
        Optional.ofNullable(System.getenv("KUBECTL_DIR")).map(Path::of).ifPresent(directories::add);
        List<Path> path =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                        .filter(part -> !part.isEmpty())
                        .map(Path::of)
                        .toList();
        directories.addAll(path);
        path.forEach(
                directory -> besideGcloud(directory.resolve("gcloud")).ifPresent(directories::add));
        return directories;
    }

    /// The SDK's `bin`, where `gcloud` really lives; distributions link or wrap it.
    private static Optional<Path> besideGcloud(Path gcloud) {
        if (!Files.isExecutable(gcloud)) {
            return Optional.empty();
        }
        Path packaged = Path.of("/usr/lib/google-cloud-sdk/bin");
        if (Files.isDirectory(packaged)) {
            return Optional.of(packaged);
        }
        try {
            return Optional.ofNullable(gcloud.toRealPath().getParent());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
