package dev.skiff.standalone;

import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.backup.BackupException;
import dev.skiff.apiserver.store.backup.BackupHeader;
import dev.skiff.apiserver.store.backup.BackupItem;
import dev.skiff.apiserver.store.backup.BackupReader;
import dev.skiff.standalone.usage.UsageException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A backup on disk: written whole or not at all, and read by its owner alone.
final class BackupFile {
    private BackupFile() {}

    /// Writes the content; answers whether there is any.
    @FunctionalInterface
    interface Content {
        boolean writeTo(OutputStream out) throws IOException;
    }

    /// What is in a backup beside the objects.
    record Found(BackupHeader header, List<BackupItem.Secret> secrets) {}

    /// Answers whether there is a file now: the content may turn out not to be.
    static boolean write(Path file, Content content) {
        Path directory = file.toAbsolutePath().normalize().resolveSibling("");
        if (!Files.isDirectory(directory)) {
            throw new UsageException(
                    "cannot write %s: there is no directory %s".formatted(file, directory));
        }
        Path part = directory.resolve("." + file.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            boolean isWhole = writePart(part, content);
            if (isWhole) {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                sync(directory);
            }
            return isWhole;
        } catch (IOException e) {
            throw new UsageException("cannot write %s: %s".formatted(file, reason(e)), e);
        } finally {
            removePart(part);
        }
    }

    /// Reads all of it, and tells what is in it only if it is whole.
    static Found check(Path file) {
        List<BackupItem.Secret> secrets = new ArrayList<>();
        BackupHeader header = read(file, secrets::add, _ -> {});
        return new Found(header, secrets);
    }

    /// Hands on the keys of a whole backup.
    static void entries(Path file, Consumer<StoreEntry> sink) {
        read(file, _ -> {}, sink);
    }

    static long sizeKibibytes(Path file) {
        return (file.toFile().length() + 1023) / 1024;
    }

    private static BackupHeader read(
            Path file, Consumer<BackupItem.Secret> secrets, Consumer<StoreEntry> entries) {
        try (InputStream in = Files.newInputStream(file)) {
            BackupReader reader = BackupReader.open(in, file.toString());
            for (Optional<BackupItem> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                switch (next.get()) {
                    case BackupItem.Secret secret -> secrets.accept(secret);
                    case BackupItem.StoredKey(var entry) -> entries.accept(entry);
                }
            }
            return reader.header();
        } catch (BackupException e) {
            throw new UsageException(e.getMessage() + ". Nothing was changed.", e);
        } catch (IOException e) {
            throw new UsageException("cannot read %s: %s".formatted(file, reason(e)), e);
        }
    }

    private static boolean writePart(Path part, Content content) throws IOException {
        Files.createFile(
                part,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
            boolean isWhole = content.writeTo(out);
            out.flush();
            channel.force(true);
            return isWhole;
        }
    }

    private static void removePart(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new UsageException("cannot remove %s: %s".formatted(part, reason(e)), e);
        }
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case AccessDeniedException denied -> "permission denied for " + denied.getFile();
            default -> String.valueOf(e.getMessage());
        };
    }
}
