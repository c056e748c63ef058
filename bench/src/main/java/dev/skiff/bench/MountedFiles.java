package dev.skiff.bench;

import dev.skiff.agent.volume.DiskFiles;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// Copies of what pods mount, since the originals go with their pods.
final class MountedFiles implements AutoCloseable {
    private final Path directory;
    private int count;

    MountedFiles() throws IOException {
        this.directory = Files.createTempDirectory("skiff-bench-mounts");
    }

    /// The copy of a file or a directory.
    Path copy(Path original) throws IOException {
        Path copy = directory.resolve(Integer.toString(count++));
        Files.walkFileTree(
                original,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path visited, BasicFileAttributes attributes) throws IOException {
                        Files.createDirectories(copyOf(visited));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes)
                            throws IOException {
                        Files.copy(visited, copyOf(visited));
                        return FileVisitResult.CONTINUE;
                    }

                    private Path copyOf(Path visited) {
                        return copy.resolve(original.relativize(visited)).normalize();
                    }
                });
        return copy;
    }

    @Override
    public void close() throws IOException {
        DiskFiles.deleteTree(directory);
    }
}
