package dev.skiff.standalone;

import dev.skiff.agent.volume.DiskFiles;
import dev.skiff.apiserver.pki.PemFiles;
import dev.skiff.apiserver.store.backup.BackupItem;
import dev.skiff.apiserver.store.sqlite.SqliteRestore;
import dev.skiff.standalone.usage.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a restore puts into a home: the cluster's facts, its certificates and keys, and maybe its
/// database. All of it is made beside its places. Then one rename decides that it counts, and who
/// has the home's lock next puts it into its places, if whoever began that has died.
final class RestoredHome {
    private static final String PART = "restore.part";
    private static final String WHOLE = "restore.whole";
    private static final String CERTIFICATES = "cert-dir";
    private static final String SECRETS = "pki";
    private static final String AUTHORITY = "ca.pem";
    private static final String DATABASE_PART = Datastore.FILE + ".restore";

    private final SkiffHome home;

    private RestoredHome(SkiffHome home) {
        this.home = home;
    }

    /// The facts of the cluster that lives in a home.
    static ClusterFacts cluster(SkiffHome home) {
        boolean isSettled =
                !Files.isDirectory(home.directory().resolve(WHOLE)) || isSettledByUs(home);
        if (!isSettled) {
            throw new UsageException("a restore into %s goes on".formatted(home.directory()));
        }
        return ClusterFacts.read(home)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "there is no cluster in %s: set SKIFF_HOME to where one is"
                                                .formatted(home.directory())));
    }

    /// The certificates and keys in a directory.
    static List<BackupItem.Secret> secrets(Path certificates) {
        if (!Files.exists(certificates.resolve(AUTHORITY))) {
            throw new UsageException(
                    "there are no certificates in %s: --cert-dir names where they are"
                            .formatted(certificates));
        }
        try (Stream<Path> files = Files.list(certificates)) {
            List<BackupItem.Secret> secrets = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                secrets.add(
                        new BackupItem.Secret(
                                file.getFileName().toString(), Files.readString(file)));
            }
            return secrets;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + certificates, e);
        }
    }

    /// The id of the cluster in a home, or its authority's file, if it is not the one of a backup.
    static Optional<String> otherCluster(
            SkiffHome home, Path certificates, BackupFile.Found found) {
        String id = ClusterFacts.ofJson(found.header().cluster()).id();
        Optional<String> other =
                ClusterFacts.read(home).map(ClusterFacts::id).filter(known -> !known.equals(id));
        Path authority = certificates.resolve(AUTHORITY);
        if (other.isPresent() || !Files.exists(authority)) {
            return other;
        }
        boolean isSame =
                secrets(certificates).stream()
                        .filter(secret -> secret.name().equals(AUTHORITY))
                        .allMatch(found.secrets()::contains);
        return isSame ? Optional.empty() : Optional.of(authority.toString());
    }

    /// Where a database is made before it counts.
    static Path database(SkiffHome home) {
        return home.data().resolve(DATABASE_PART);
    }

    /// Puts everything but a database beside its place. The caller has the home's lock.
    static RestoredHome begin(SkiffHome home, Path certificates, BackupFile.Found found) {
        Path part = home.directory().resolve(PART);
        PemFiles.createPrivateDirectory(part.resolve(SECRETS));
        try {
            write(part.resolve(CERTIFICATES), certificates.toString());
            ClusterFacts facts = ClusterFacts.ofJson(found.header().cluster());
            write(part.resolve(ClusterFacts.FILE), facts.toJson().toPrettyString() + "\n");
            for (BackupItem.Secret secret : found.secrets()) {
                write(part.resolve(SECRETS).resolve(plain(secret.name())), secret.text());
            }
            sync(part.resolve(SECRETS));
            sync(part);
            return new RestoredHome(home);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + part, e);
        }
    }

    /// From here on it counts, whatever happens.
    void commit() {
        Path directory = home.directory();
        try {
            Files.move(
                    directory.resolve(PART),
                    directory.resolve(WHOLE),
                    StandardCopyOption.ATOMIC_MOVE);
            sync(directory);
            settle(home);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + directory, e);
        }
    }

    /// Puts what counts into its places, and removes what never came to count. For who has the
    /// home's lock; again and again does no harm.
    static void settle(SkiffHome home) throws IOException {
        Path whole = home.directory().resolve(WHOLE);
        if (Files.isDirectory(whole)) {
            install(home, whole);
            DiskFiles.deleteTree(whole);
        }
        Path part = home.directory().resolve(PART);
        if (Files.isDirectory(part)) {
            DiskFiles.deleteTree(part);
            SqliteRestore.remove(database(home));
        }
    }

    /// Whoever takes the lock ends a restore that was cut short.
    private static boolean isSettledByUs(SkiffHome home) {
        Optional<HomeLock> lock = HomeLock.take(home);
        lock.ifPresent(HomeLock::close);
        return lock.isPresent();
    }

    private static void install(SkiffHome home, Path whole) throws IOException {
        Path certificates = Path.of(Files.readString(whole.resolve(CERTIFICATES)));
        PemFiles.createPrivateDirectory(certificates);
        try (Stream<Path> secrets = Files.list(whole.resolve(SECRETS))) {
            for (Path secret : secrets.sorted().toList()) {
                write(
                        certificates.resolve(secret.getFileName().toString()),
                        Files.readString(secret));
            }
        }
        sync(certificates);
        write(
                home.directory().resolve(ClusterFacts.FILE),
                Files.readString(whole.resolve(ClusterFacts.FILE)));
        if (Files.exists(database(home))) {
            SqliteRestore.replace(home.data().resolve(Datastore.FILE), database(home));
        }
        sync(home.directory());
    }

    /// A name in a backup must not lead elsewhere.
    private static String plain(String name) {
        if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
            throw new UsageException("the backup names a file \"" + name + "\", which cannot be");
        }
        return name;
    }

    /// Writes a file that is whole and durable when it has its name.
    private static void write(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        try (FileChannel channel =
                FileChannel.open(
                        temporary,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
