package dev.skiff.ctl;

import dev.skiff.client.Transport;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Function;

/// Opens sessions: finds the kubeconfig, reads it, connects.
final class SessionSource {
    private final Map<String, String> environment;
    private final Function<Kubeconfig, Transport> connect;
    private final ClusterCommands.Terminal terminal;

    SessionSource(
            Map<String, String> environment,
            Function<Kubeconfig, Transport> connect,
            ClusterCommands.Terminal terminal) {
        this.environment = environment;
        this.connect = connect;
        this.terminal = terminal;
    }

    ClusterCommands.Terminal terminal() {
        return terminal;
    }

    Session open(ClusterOptions options) {
        Path file = options.kubeconfig().orElseGet(() -> Kubeconfig.locate(environment));
        Kubeconfig config = Kubeconfig.read(file, options.context());
        boolean isAskedFor = !options.namespace().isEmpty();
        Session.ChosenNamespace namespace =
                new Session.ChosenNamespace(
                        isAskedFor ? options.namespace() : config.namespace(), isAskedFor);
        return new Session(connect.apply(config), config.address(), namespace, zone(), terminal);
    }

    /// `$TZ` where it names a zone, otherwise the machine's.
    private ZoneId zone() {
        String name = environment.getOrDefault("TZ", "");
        return ZoneId.getAvailableZoneIds().contains(name)
                ? ZoneId.of(name)
                : ZoneId.systemDefault();
    }
}
