package dev.skiff.agent.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A directory whose files change all at once, in the form that Kubernetes' clients know: the files
/// lie in a directory of their own, `..data` links to it, and what users see are links through
/// `..data`. A change makes a new directory and renames a new `..data` over the old one.
final class AtomicDirectory {
    private static final String DATA = "..data";
    private static final String DATA_NEXT = "..data_next";

    private final Path directory;

    AtomicDirectory(Path directory) {
        this.directory = directory;
    }

    void replace(SortedMap<String, VolumeFile> files) throws IOException {
        if (Files.exists(directory.resolve(DATA)) && files.equals(current())) {
            return; // as after a restart of the agent: whoever watches the files is left in peace
        }
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, DiskFiles.permissions(0755));
        Path target = write(files);
        Path next = directory.resolve(DATA_NEXT);
        Files.deleteIfExists(next);
        Files.createSymbolicLink(next, target.getFileName());
        Files.move(next, directory.resolve(DATA), StandardCopyOption.ATOMIC_MOVE);
        linkNames(files);
        for (Path old : oldDirectories(target)) {
            new DiskFiles().delete(old);
        }
    }

    private SortedMap<String, VolumeFile> current() throws IOException {
        SortedMap<String, VolumeFile> found = new TreeMap<>();
        Path real = directory.resolve(DATA).toRealPath();
        try (Stream<Path> all = Files.walk(real)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(
                        real.relativize(file).toString(),
                        new VolumeFile(Files.readAllBytes(file), DiskFiles.modeOf(file)));
            }
        }
        return found;
    }

    private Path write(SortedMap<String, VolumeFile> files) throws IOException {
        Path target = Files.createTempDirectory(directory, "..version_");
        Files.setPosixFilePermissions(target, DiskFiles.permissions(0755));
        for (Map.Entry<String, VolumeFile> entry : files.entrySet()) {
            Path file = target.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue().content());
            Files.setPosixFilePermissions(file, DiskFiles.permissions(entry.getValue().mode()));
        }
        return target;
    }

    private void linkNames(SortedMap<String, VolumeFile> files) throws IOException {
        TreeSet<String> wanted = new TreeSet<>();
        files.keySet().forEach(path -> wanted.add(Path.of(path).getName(0).toString()));
        for (String name : wanted) {
            Path link = directory.resolve(name);
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, Path.of(DATA, name));
            }
        }
        for (Path child : children()) {
            String name = child.getFileName().toString();
            if (!name.startsWith("..") && !wanted.contains(name)) {
                Files.delete(child);
            }
        }
    }

    private List<Path> oldDirectories(Path current) throws IOException {
        List<Path> old = new ArrayList<>();
        for (Path child : children()) {
            if (child.getFileName().toString().startsWith("..version_") && !child.equals(current)) {
                old.add(child);
            }
        }
        return old;
    }

    private List<Path> children() throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }
}
