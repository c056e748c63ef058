package dev.skiff.agent.volume;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/// The real file system.
public final class DiskFiles implements PodFiles {
    private static final int FILE_TYPE_MASK = 0170000;
    private static final int PERMISSIONS_MASK = 0777;

    /// One thing done to the disk.
    @FunctionalInterface
    private interface DiskCall<T> {
        T run() throws IOException;
    }

    private static <T> T call(String what, Path path, DiskCall<T> call) {
        try {
            return call.run();
        } catch (IOException e) {
            throw new NodeDiskException("cannot " + what + " " + path + ": " + e, e);
        }
    }

    @Override
    public void makeDirectory(Path directory, int mode) {
        call(
                "make directory",
                directory,
                () -> {
                    if (!Files.isDirectory(directory)) {
                        Files.createDirectories(directory);
                        Files.setPosixFilePermissions(directory, permissions(mode));
                    }
                    return directory;
                });
    }

    @Override
    public void writeFile(Path file, VolumeFile content) {
        call(
                "write",
                file,
                () -> {
                    Files.createDirectories(file.getParent());
                    Files.write(file, content.content());
                    return Files.setPosixFilePermissions(file, permissions(content.mode()));
                });
    }

    @Override
    public void replaceAll(Path directory, SortedMap<String, VolumeFile> files) {
        call(
                "write volume",
                directory,
                () -> {
                    new AtomicDirectory(directory).replace(files);
                    return directory;
                });
    }

    @Override
    public Optional<byte[]> readEnd(Path file, int limitBytes) {
        return call(
                "read",
                file,
                () -> {
                    if (!Files.isRegularFile(file)) {
                        return Optional.empty();
                    }
                    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
                        long length = in.length();
                        byte[] end = new byte[(int) Math.min(length, limitBytes)];
                        in.seek(length - end.length);
                        in.readFully(end);
                        return Optional.of(end);
                    }
                });
    }

    @Override
    public Kind kindOf(Path path) {
        return call("look at", path, () -> kind(path));
    }

    private static Kind kind(Path path) throws IOException {
        try {
            return switch ((int) Files.getAttribute(path, "unix:mode") & FILE_TYPE_MASK) {
                case 0040000 -> Kind.DIRECTORY;
                case 0140000 -> Kind.SOCKET;
                case 0020000 -> Kind.CHARACTER_DEVICE;
                case 0060000 -> Kind.BLOCK_DEVICE;
                default -> Kind.FILE;
            };
        } catch (NoSuchFileException _) {
            return Kind.NOTHING;
        }
    }

    @Override
    public Optional<Path> below(Path directory, String relative) {
        Path wanted = directory.resolve(relative).normalize();
        if (!wanted.startsWith(directory)) {
            return Optional.empty();
        }
        return call(
                "find",
                wanted,
                () -> {
                    if (!Files.exists(wanted, LinkOption.NOFOLLOW_LINKS)) {
                        Files.createDirectories(wanted);
                        Files.setPosixFilePermissions(wanted, permissions(0777));
                    }
                    // A link that a container made must not lead out of the volume.
                    Path real = wanted.toRealPath();
                    return real.startsWith(directory.toRealPath())
                            ? Optional.of(real)
                            : Optional.empty();
                });
    }

    @Override
    public List<String> names(Path directory) {
        return call(
                "list",
                directory,
                () -> {
                    if (!Files.isDirectory(directory)) {
                        return List.of();
                    }
                    try (Stream<Path> children = Files.list(directory)) {
                        return children.map(child -> child.getFileName().toString())
                                .sorted()
                                .toList();
                    }
                });
    }

    @Override
    public void delete(Path path) {
        call(
                "delete",
                path,
                () -> {
                    deleteTree(path);
                    return path;
                });
    }

    /// Deletes a file, or a directory with all that is in it, if it is there. Links are deleted,
    /// not followed.
    public static void deleteTree(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
                            throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    static int modeOf(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode") & PERMISSIONS_MASK;
    }

    static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> granted = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values(); // owner's read first
        for (int bit = 0; bit < all.length; bit++) {
            if ((mode & (0400 >> bit)) != 0) {
                granted.add(all[bit]);
            }
        }
        return granted;
    }
}
