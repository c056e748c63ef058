package dev.skiff.ctl;

import dev.skiff.client.Transport;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/// The commands that talk to a running cluster, to be mounted under `skiff`.
public final class ClusterCommands {
    private ClusterCommands() {}

    /// Where a cluster is and as whom to talk to it, as a kubeconfig says; certificates and
    /// keys are PEM, what is not there is empty.
    public record Target(
            String server,
            String authority,
            String clientCertificate,
            String clientKey,
            String token) {
        /// Without the secrets.
        @Override
        public String toString() {
            return server;
        }
    }

    /// Where commands read and print, and the clock by which ages are told.
    public record Terminal(InputStream in, PrintStream out, PrintStream err, InstantSource time) {}

    /// @param environment where `KUBECONFIG`, `SKIFF_HOME` and `HOME` are looked up
    /// @param connect makes the way to a server; called once per command
    public static List<CommandLine> all(
            Map<String, String> environment,
            Function<Target, Transport> connect,
            Terminal terminal) {
        SessionSource sessions =
                new SessionSource(environment, config -> connect.apply(target(config)), terminal);
        return List.of(
                new CommandLine(new ApplyCommand(sessions)),
                new CommandLine(new GetCommand(sessions)),
                new CommandLine(new DescribeCommand(sessions)),
                new CommandLine(new DeleteCommand(sessions)),
                new CommandLine(new LogsCommand(sessions)),
                new CommandLine(new ScaleCommand(sessions)),
                RolloutCommand.with(sessions),
                new CommandLine(new EventsCommand(sessions)),
                new CommandLine(new ExplainCommand(sessions)));
    }

    private static Target target(Kubeconfig config) {
        return new Target(
                config.server(),
                config.authority(),
                config.clientCertificate(),
                config.clientKey(),
                config.token());
    }
}
