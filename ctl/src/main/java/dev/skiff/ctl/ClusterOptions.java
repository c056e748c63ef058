package dev.skiff.ctl;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which cluster and namespace; the same for every command.
final class ClusterOptions {
    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "the namespace of this call")
    private String namespace = "";

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "the kubeconfig to use")
    private Optional<Path> kubeconfig = Optional.empty();

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "the context of the kubeconfig to use")
    private String context = "";

    String namespace() {
        return namespace;
    }

    Optional<Path> kubeconfig() {
        return kubeconfig;
    }

    String context() {
        return context;
    }
}
