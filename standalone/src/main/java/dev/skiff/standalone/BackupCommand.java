package dev.skiff.standalone;

import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.StoreView;
import dev.skiff.apiserver.store.backup.BackupHeader;
import dev.skiff.apiserver.store.backup.BackupItem;
import dev.skiff.apiserver.store.backup.BackupWriter;
import dev.skiff.apiserver.store.backup.StoreSnapshot;
import dev.skiff.apiserver.store.backup.StoreSnapshot.Piece;
import dev.skiff.standalone.usage.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `skiff backup`: one file from which the cluster can be made again. The cluster may be running,
/// and does not notice.
@Command(
        name = "backup",
        description =
                "Save the cluster of $SKIFF_HOME, running or not, to one file: its objects as of one moment, its certificates and keys.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    /// History is kept for minutes; a snapshot that is overtaken again and again never gets done.
    private static final int ATTEMPTS = 3;

    @Parameters(paramLabel = "FILE", description = "where to write it, such as skiff.backup.gz")
    private Path file = Path.of("");

    @Mixin private BackupOptions options = new BackupOptions();

    @Option(names = "--force", description = "replace FILE if there is one")
    private boolean replaces;

    private final Surroundings surroundings;

    BackupCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Logs.quietly();
        SkiffHome home = surroundings.home();
        Datastore datastore = options.datastore();
        if (Files.exists(file) && !replaces) {
            throw new UsageException(
                    file + " exists already: choose another, or --force replaces it");
        }
        ClusterFacts facts = RestoredHome.cluster(home);
        List<BackupItem.Secret> secrets = RestoredHome.secrets(options.certificates(home));
        try (StoreView store = datastore.view(home)) {
            save(store, datastore.name(), facts, secrets);
        } catch (StoreUnavailableException e) {
            throw new UsageException("the datastore cannot be read: " + e.getMessage(), e);
        }
        return 0;
    }

    private void save(
            StoreView store, String kind, ClusterFacts facts, List<BackupItem.Secret> secrets) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            StoreSnapshot snapshot = StoreSnapshot.begin(store);
            if (snapshot.objects() == 0) {
                throw new UsageException(
                        "the datastore holds no objects: there is nothing to save");
            }
            BackupHeader header =
                    new BackupHeader(
                            SkiffMain.version(),
                            InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS),
                            kind,
                            snapshot.revision(),
                            snapshot.objects(),
                            facts.toJson());
            if (BackupFile.write(file, out -> write(out, header, secrets, snapshot))) {
                surroundings
                        .out()
                        .printf(
                                "saved %d objects at revision %d to %s (%d KiB)%nwhoever can read it has all rights in the cluster%n",
                                header.objects(),
                                header.revision(),
                                file,
                                BackupFile.sizeKibibytes(file));
                return;
            }
        }
        throw new UsageException(
                "the cluster is written to so much that its history was forgotten before it was read, %d times: try again"
                        .formatted(ATTEMPTS));
    }

    /// Answers whether it was written whole.
    private static boolean write(
            OutputStream to,
            BackupHeader header,
            List<BackupItem.Secret> secrets,
            StoreSnapshot snapshot)
            throws IOException {
        BackupWriter writer = BackupWriter.begin(to, header);
        for (BackupItem.Secret secret : secrets) {
            writer.secret(secret);
        }
        while (true) {
            switch (snapshot.next()) {
                case Piece.Overtaken _ -> {
                    return false;
                }
                case Piece.Keys(var entries) -> {
                    if (entries.isEmpty()) {
                        writer.finish();
                        return true;
                    }
                    for (var entry : entries) {
                        writer.entry(entry);
                    }
                }
            }
        }
    }
}
