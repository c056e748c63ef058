package dev.skiff.standalone;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where a cluster keeps what a backup holds; named as where it is started.
final class BackupOptions {
    @Option(
            names = "--datastore",
            paramLabel = "STORE",
            description =
                    "sqlite, or etcd://HOST:PORT[,HOST:PORT…][/PREFIX] (default ${DEFAULT-VALUE})",
            defaultValue = "sqlite")
    private String datastore = "";

    @Option(
            names = "--cert-dir",
            paramLabel = "DIR",
            description = "where certificates are kept (default $SKIFF_HOME/pki)")
    private Optional<Path> certificates = Optional.empty();

    Datastore datastore() {
        return Datastore.parse(datastore);
    }

    /// As `up` takes it; empty where it need not be said.
    String flag() {
        return datastore() instanceof Datastore.Sqlite ? "" : " --datastore " + datastore;
    }

    Path certificates(SkiffHome home) {
        return certificates.map(Path::toAbsolutePath).orElseGet(home::pki);
    }
}
