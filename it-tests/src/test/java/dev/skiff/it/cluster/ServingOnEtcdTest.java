package dev.skiff.it.cluster;

import dev.skiff.it.store.EtcdServer;
import dev.skiff.it.store.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class ServingOnEtcdTest extends ServingContract {
    @TempDir static Path directory;
    private Optional<EtcdServer> etcd = Optional.empty();

    @Override
    List<String> startDatastore() {
        Program.require("etcd");
        EtcdServer server = new EtcdServer(directory);
        etcd = Optional.of(server);
        server.start();
        return List.of("--datastore", server.datastore());
    }

    @Override
    void stopDatastore() {
        etcd.ifPresent(EtcdServer::close);
    }
}
