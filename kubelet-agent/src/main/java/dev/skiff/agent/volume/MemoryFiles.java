package dev.skiff.agent.volume;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A file system in memory, for tests, simulation and hollow nodes. It has no links and no
/// permissions. Thread-safe.
public final class MemoryFiles implements PodFiles {
    private final NavigableMap<Path, VolumeFile> files = new TreeMap<>();
    private final TreeSet<Path> directories = new TreeSet<>();

    @Override
    public synchronized void makeDirectory(Path directory, int mode) {
        directories.add(directory);
    }

    @Override
    public synchronized void writeFile(Path file, VolumeFile content) {
        files.put(file, content);
    }

    @Override
    public synchronized void replaceAll(Path directory, SortedMap<String, VolumeFile> wanted) {
        delete(directory);
        directories.add(directory);
        wanted.forEach((path, file) -> files.put(directory.resolve(path), file));
    }

    @Override
    public synchronized Optional<byte[]> readEnd(Path file, int limitBytes) {
        return Optional.ofNullable(files.get(file))
                .map(VolumeFile::content)
                .map(
                        all ->
                                Arrays.copyOfRange(
                                        all, Math.max(0, all.length - limitBytes), all.length));
    }

    @Override
    public synchronized Kind kindOf(Path path) {
        if (files.containsKey(path)) {
            return Kind.FILE;
        }
        boolean isAbove =
                files.keySet().stream().anyMatch(file -> file.startsWith(path))
                        || directories.stream().anyMatch(other -> other.startsWith(path));
        return isAbove ? Kind.DIRECTORY : Kind.NOTHING;
    }

    @Override
    public synchronized Optional<Path> below(Path directory, String relative) {
        Path wanted = directory.resolve(relative).normalize();
        if (!wanted.startsWith(directory)) {
            return Optional.empty();
        }
        if (kindOf(wanted) == Kind.NOTHING) {
            directories.add(wanted);
        }
        return Optional.of(wanted);
    }

    @Override
    public synchronized List<String> names(Path directory) {
        TreeSet<String> names = new TreeSet<>();
        List<Path> all = new ArrayList<>(files.keySet());
        all.addAll(directories);
        all.stream()
                .filter(path -> path.startsWith(directory) && !path.equals(directory))
                .forEach(path -> names.add(path.getName(directory.getNameCount()).toString()));
        return List.copyOf(names);
    }

    @Override
    public synchronized void delete(Path path) {
        files.keySet().removeIf(file -> file.startsWith(path));
        directories.removeIf(directory -> directory.startsWith(path));
    }
}
