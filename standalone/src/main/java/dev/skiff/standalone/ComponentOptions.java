package dev.skiff.standalone;

import dev.skiff.client.Transport;
import dev.skiff.client.http.HttpTransport;
import dev.skiff.client.http.ServerAccess;
import dev.skiff.standalone.usage.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How a component that runs apart finds its API server.
final class ComponentOptions {
    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "where the API server is, and as whom (default $SKIFF_HOME/kubeconfig)")
    private Optional<Path> kubeconfig = Optional.empty();

    record Connection(Transport transport, ServerAccess access) {}

    /// @throws UsageException if the file says nothing of use
    Connection connect(Surroundings surroundings, Closer closer) {
        Path file = kubeconfig.orElseGet(() -> surroundings.home().kubeconfig());
        ServerAccess access =
                OwnAccess.read(file)
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "there is no kubeconfig %s; name one with --kubeconfig"
                                                        .formatted(file)));
        return new Connection(closer.keep(new HttpTransport(access)), access);
    }
}
