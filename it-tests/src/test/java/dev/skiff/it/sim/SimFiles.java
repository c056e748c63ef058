package dev.skiff.it.sim;

import dev.skiff.agent.volume.PodFiles;
import dev.skiff.agent.volume.VolumeFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A node's disk as a map. It outlives the agent.
final class SimFiles implements PodFiles {
    /// Directories have no content.
    private final Map<Path, Optional<VolumeFile>> entries = new TreeMap<>();

    @Override
    public void makeDirectory(Path directory, int mode) {
        for (Path path = directory; path != null; path = path.getParent()) {
            entries.putIfAbsent(path, Optional.empty());
        }
    }

    @Override
    public void writeFile(Path file, VolumeFile content) {
        Path parent = file.getParent();
        if (parent != null) {
            makeDirectory(parent, 0755);
        }
        entries.put(file, Optional.of(content));
    }

    @Override
    public void replaceAll(Path directory, SortedMap<String, VolumeFile> files) {
        delete(directory);
        makeDirectory(directory, 0755);
        files.forEach((name, content) -> writeFile(directory.resolve(name), content));
    }

    @Override
    public Optional<byte[]> readEnd(Path file, int limitBytes) {
        return Optional.ofNullable(entries.get(file))
                .flatMap(entry -> entry)
                .map(VolumeFile::content)
                .map(
                        all ->
                                Arrays.copyOfRange(
                                        all, Math.max(0, all.length - limitBytes), all.length));
    }

    @Override
    public Kind kindOf(Path path) {
        Optional<VolumeFile> entry = entries.get(path);
        if (entry == null) {
            return Kind.NOTHING;
        }
        return entry.isPresent() ? Kind.FILE : Kind.DIRECTORY;
    }

    @Override
    public Optional<Path> below(Path directory, String relative) {
        Path path = directory.resolve(relative).normalize();
        if (!path.startsWith(directory)) {
            return Optional.empty();
        }
        if (kindOf(path) == Kind.NOTHING) {
            makeDirectory(path, 0755);
        }
        return Optional.of(path);
    }

    @Override
    public List<String> names(Path directory) {
        return entries.keySet().stream()
                .filter(path -> directory.equals(path.getParent()))
                .map(path -> String.valueOf(path.getFileName()))
                .toList();
    }

    @Override
    public void delete(Path path) {
        entries.keySet().removeIf(entry -> entry.startsWith(path));
    }
}
