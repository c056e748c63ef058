package dev.skiff.apiserver.pki;

import dev.skiff.api.codec.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Keys, certificates and secrets as files that only their owner may read.
public final class PemFiles {
    private PemFiles() {}

    static Identity readIdentity(Path file) {
        try {
            String pem = Files.readString(file);
            return new Identity(Pem.privateKey(pem), Pem.certificates(pem));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /// Key and certificates in one file, so that they change together.
    static void writeIdentity(Path file, Identity identity) {
        writePrivately(file, Pem.encode(identity.key()) + Pem.encode(identity.chain()));
    }

    /// Writes a file that only its owner may read, whole or not at all.
    public static void writePrivately(Path file, String text) {
        try {
            Path temporary =
                    Files.createTempFile(
                            file.toAbsolutePath().getParent(),
                            file.getFileName().toString(),
                            ".new",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            fillAndRename(temporary, file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /// Leaves no temporary file behind when the disk is full.
    private static void fillAndRename(Path temporary, Path file, String text) throws IOException {
        try {
            Files.writeString(temporary, text);
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /// Makes an empty file that only its owner may read, unless there is one.
    public static void createPrivateFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
    }

    /// Makes a directory, with its parents, that only its owner may enter.
    public static void createPrivateDirectory(Path directory) {
        try {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
    }
}
