package dev.skiff.standalone;

import dev.skiff.apiserver.store.StoreRestore;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.backup.BackupHeader;
import dev.skiff.standalone.usage.UsageException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `skiff restore`: makes the cluster of a backup again, in the store of one's choice.
@Command(
        name = "restore",
        description =
                "Make the cluster of a backup again in $SKIFF_HOME, where none runs, with any datastore.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    /// Clients may have seen revisions that came after the backup, and must never see one again
    /// that means something else. Nobody writes this often after one.
    private static final long REVISIONS_APART = 1_000_000_000;

    @Parameters(paramLabel = "FILE", description = "what \"skiff backup\" has written")
    private Path file = Path.of("");

    @Mixin private BackupOptions options = new BackupOptions();

    @Option(names = "--force", description = "replace the cluster and the objects that are there")
    private boolean replaces;

    @Option(names = "--check", description = "only see whether FILE is whole, and what is in it")
    private boolean onlyChecks;

    private final Surroundings surroundings;

    RestoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Logs.quietly();
        Datastore datastore = options.datastore();
        BackupFile.Found found = BackupFile.check(file);
        if (onlyChecks) {
            surroundings.out().println(file + " is whole: " + described(found.header()));
            return 0;
        }
        SkiffHome home = surroundings.home();
        try (HomeLock _ = HomeLock.takeOrRefuse(home);
                RestoreTarget target = datastore.restoreTarget(home)) {
            RestoreTarget.Held held = target.held();
            if (!replaces) {
                requireFree(home, target, held, found);
            }
            long after = Math.max(found.header().revision(), held.revision()) + REVISIONS_APART;
            restore(home, target, after, found);
            surroundings
                    .out()
                    .printf(
                            "restored %s into %s%nrevisions go on after %d; start it with: skiff up%s%n",
                            described(found.header()), target.where(), after, options.flag());
            return 0;
        } catch (StoreUnavailableException | UncheckedIOException e) {
            throw new UsageException("the restore failed: " + e.getMessage(), e);
        }
    }

    private void requireFree(
            SkiffHome home, RestoreTarget target, RestoreTarget.Held held, BackupFile.Found found) {
        Optional<String> other = RestoredHome.otherCluster(home, options.certificates(home), found);
        if (other.isPresent()) {
            throw new UsageException(
                    "%s is the home of another cluster (%s): remove that one with \"skiff delete\", set SKIFF_HOME to another directory, or replace it with --force"
                            .formatted(home.directory(), other.get()));
        }
        if (held.objects() > 0) {
            throw new UsageException(
                    "%s holds %d objects already: --force replaces them by those of the backup"
                            .formatted(target.where(), held.objects()));
        }
    }

    private void restore(SkiffHome home, RestoreTarget target, long after, BackupFile.Found found) {
        RestoredHome rest = RestoredHome.begin(home, options.certificates(home), found);
        try (StoreRestore store = target.begin(after)) {
            BackupFile.entries(file, store::put);
            target.finish(store, rest);
        }
    }

    private static String described(BackupHeader header) {
        return "%d objects of cluster %s, saved from %s at revision %d, %s, by Skiff %s"
                .formatted(
                        header.objects(),
                        ClusterFacts.ofJson(header.cluster()).id(),
                        header.store(),
                        header.revision(),
                        header.time(),
                        header.madeBy());
    }
}
