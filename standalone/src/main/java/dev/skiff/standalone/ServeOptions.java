package dev.skiff.standalone;

import dev.skiff.standalone.usage.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The flags of every command that runs an API server, under kube-apiserver's names.
final class ServeOptions {
    private static final int MAX_PORT = 65_535;

    @Option(
            names = {"--secure-port", "--port"},
            paramLabel = "PORT",
            description = "the port to listen on; 0: any free one (default ${DEFAULT-VALUE})",
            defaultValue = "6443")
    private int port;

    @Option(
            names = "--bind-address",
            paramLabel = "ADDRESS",
            description = "the address to listen on (default: all)",
            defaultValue = "0.0.0.0")
    private String host = "";

    @Option(
            names = "--datastore",
            paramLabel = "STORE",
            description =
                    "sqlite, memory or etcd://HOST:PORT[,HOST:PORT…] (default ${DEFAULT-VALUE})",
            defaultValue = "sqlite")
    private String datastore = "";

    @Option(
            names = "--token-auth-file",
            paramLabel = "FILE",
            description = "bearer tokens, a line each: token,user,uid,\"group1,group2\"")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--client-ca-file",
            paramLabel = "FILE",
            description = "further authorities whose client certificates are believed (PEM)")
    private Optional<Path> clientAuthority = Optional.empty();

    @Option(
            names = "--cert-dir",
            paramLabel = "DIR",
            description = "where certificates are kept (default $SKIFF_HOME/pki)")
    private Optional<Path> certificates = Optional.empty();

    @Option(
            names = "--service-cluster-ip-range",
            paramLabel = "RANGE",
            description = "addresses of Services (default 10.43.0.0/16, or where that is taken)")
    private Optional<String> serviceRange = Optional.empty();

    @Option(
            names = "--default-not-ready-toleration-seconds",
            paramLabel = "SECONDS",
            description =
                    "how long pods stay on a node that is not ready, unless they say otherwise")
    private Optional<Integer> notReadySeconds = Optional.empty();

    @Option(
            names = "--default-unreachable-toleration-seconds",
            paramLabel = "SECONDS",
            description =
                    "how long pods stay on a node that is unreachable, unless they say otherwise")
    private Optional<Integer> unreachableSeconds = Optional.empty();

    @Option(
            names = "--allow-privileged",
            paramLabel = "true|false",
            arity = "0..1",
            description =
                    "whether containers may be privileged (default: false for an API server alone)",
            fallbackValue = "true")
    private Optional<Boolean> privileged = Optional.empty();

    /// @param cluster says where Services are, unless a flag does
    /// @param extent what runs beside the API server
    /// @throws UsageException if a value makes no sense
    ServeSettings settings(SkiffHome home, ClusterFacts cluster, Extent extent) {
        if (port < 0 || port > MAX_PORT) {
            throw new UsageException("--port %d: choose 0 to %d".formatted(port, MAX_PORT));
        }
        return new ServeSettings(
                host,
                port,
                Datastore.parse(datastore),
                certificates.orElseGet(home::pki),
                tokenFile,
                clientAuthority,
                extent,
                new AddressRange(serviceRange.orElseGet(cluster::serviceRange)),
                cluster,
                notReadySeconds.map(Duration::ofSeconds).orElse(extent.usualToleration()),
                unreachableSeconds.map(Duration::ofSeconds).orElse(extent.usualToleration()),
                privileged.orElse(extent.allowsPrivileged()));
    }
}
