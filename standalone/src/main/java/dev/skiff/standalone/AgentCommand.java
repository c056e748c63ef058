package dev.skiff.standalone;

import dev.skiff.apiserver.pki.HostNames;
import dev.skiff.apiserver.pki.PemFiles;
import dev.skiff.client.http.HttpTransport;
import dev.skiff.client.stream.TunnelClient;
import dev.skiff.standalone.engine.EngineStarter;
import dev.skiff.standalone.engine.Host;
import dev.skiff.standalone.usage.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `skiff agent`: one node of a cluster whose server is elsewhere, in the foreground.
@Command(
        name = "agent",
        description = "Make this machine a node of a cluster, in the foreground.",
        mixinStandardHelpOptions = true)
final class AgentCommand implements Callable<Integer> {
    @Option(
            names = "--server",
            paramLabel = "URL",
            required = true,
            description = "the API server, such as https://10.0.0.1:6443")
    private String server = "";

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "what \"skiff server\" printed; needed to join, not to come back")
    private Optional<String> token = Optional.empty();

    @Option(
            names = "--node-name",
            paramLabel = "NAME",
            description = "the name of the node (default: the host's)")
    private Optional<String> nodeName = Optional.empty();

    private final Surroundings surroundings;

    AgentCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logs.toConsole();
        URI url = serverUrl();
        String node = nodeName.orElseGet(HostNames::hostName);
        SkiffHome home = surroundings.home();
        Path directory = home.nodes().resolve(node);
        PemFiles.createPrivateDirectory(directory);
        PemFiles.createPrivateDirectory(home.logs());
        try (Termination termination = new Termination();
                HomeLock _ = HomeLock.takeOrRefuse(home.ofAgent(node))) {
            Path kept = home.membership(node);
            Membership membership = membership(kept, url, node);
            boolean ended = false;
            while (!ended) {
                ended = runUntilRenewal(membership, node, termination);
                membership = ended ? membership : membership.renew(kept, node);
            }
        }
        return 0;
    }

    private URI serverUrl() {
        String problem =
                "--server %s: choose the URL of an API server, such as https://10.0.0.1:6443"
                        .formatted(server);
        try {
            URI url = new URI(server);
            if (!"https".equals(url.getScheme()) || url.getHost() == null) {
                throw new UsageException(problem);
            }
            return url;
        } catch (URISyntaxException e) {
            throw new UsageException(problem, e);
        }
    }

    private Membership membership(Path kept, URI url, String node) {
        return Membership.read(kept, url, InstantSource.system())
                .orElseGet(
                        () -> Membership.join(kept, url, JoinToken.parse(token.orElse("")), node));
    }

    /// Answers whether the process was told to end. Pods go on running while the agent starts anew
    /// with a fresh certificate.
    private boolean runUntilRenewal(Membership membership, String node, Termination termination)
            throws InterruptedException {
        SkiffHome home = surroundings.home();
        try (Closer closer = new Closer()) {
            HttpTransport transport = closer.keep(new HttpTransport(membership.access()));
            EngineStarter engines =
                    new EngineStarter(
                            new Host(surroundings.environment()),
                            home.directory(),
                            home.logs(),
                            surroundings.out()::println);
            LocalNode.Place place =
                    new LocalNode.Place(
                            membership.cluster(),
                            engines.ensure(),
                            Machine.address(),
                            home.nodes());
            var api = LocalNode.start(node, place, transport, closer);
            closer.keep(TunnelClient.start(membership.access(), api, new SecureRandom()));
            surroundings.out().println("node " + node + " of " + server);
            return termination.await(Duration.between(Instant.now(), membership.renewAt()));
        }
    }
}
