package dev.skiff.standalone;

import dev.skiff.apiserver.pki.PemFiles;
import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.StoreRestore;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.StoreView;
import dev.skiff.apiserver.store.etcd.EtcdRestore;
import dev.skiff.apiserver.store.etcd.EtcdSettings;
import dev.skiff.apiserver.store.sqlite.SqliteRestore;
import dev.skiff.apiserver.store.sqlite.SqliteView;
import java.nio.file.Files;
import java.nio.file.Path;

/// A store that a backup is to fill.
sealed interface RestoreTarget extends AutoCloseable {
    /// For messages.
    String where();

    /// What is there and would be replaced.
    Held held();

    /// Begins to fill it.
    ///
    /// @param after the revision that the store goes on after
    StoreRestore begin(long after);

    /// Ends it together with what goes into the home, so that a crash between leaves nothing that
    /// looks whole and is not.
    void finish(StoreRestore store, RestoredHome rest);

    @Override
    void close();

    /// @param objects how many
    /// @param revision that its clients may have seen
    record Held(long objects, long revision) {}

    /// A file in the home. A new one is made beside it and comes to count with the rest.
    record Sqlite(SkiffHome home) implements RestoreTarget {
        private Path file() {
            return home.data().resolve(Datastore.FILE);
        }

        @Override
        public String where() {
            return file().toString();
        }

        @Override
        public Held held() {
            if (!Files.exists(file())) {
                return new Held(0, 0);
            }
            try (StoreView view = SqliteView.open(file())) {
                return view.range("", "", 1, 0) instanceof RangeResult.Page page
                        ? new Held(page.entries().size() + page.remaining(), page.revision())
                        : new Held(0, 0);
            } catch (StoreUnavailableException _) { // whatever it was, it is not to be lost unasked
                return new Held(1, 0);
            }
        }

        @Override
        public StoreRestore begin(long after) {
            PemFiles.createPrivateDirectory(home.data());
            return SqliteRestore.create(RestoredHome.database(home), after);
        }

        @Override
        public void finish(StoreRestore store, RestoredHome rest) {
            store.finish();
            rest.commit();
        }

        @Override
        public void close() {}
    }

    /// A part of an etcd. It says by itself that it is not whole until the end.
    record Etcd(EtcdRestore restore, String where) implements RestoreTarget {
        static Etcd open(EtcdSettings settings) {
            return new Etcd(EtcdRestore.open(settings), settings.toString());
        }

        @Override
        public Held held() {
            return new Held(restore.keysThere(), restore.revision());
        }

        @Override
        public StoreRestore begin(long after) {
            restore.begin(after);
            return restore;
        }

        @Override
        public void finish(StoreRestore store, RestoredHome rest) {
            rest.commit();
            store.finish();
        }

        @Override
        public void close() {
            restore.close();
        }
    }
}
