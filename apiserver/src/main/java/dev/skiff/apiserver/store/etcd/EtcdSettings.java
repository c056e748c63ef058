package dev.skiff.apiserver.store.etcd;

import dev.skiff.apiserver.store.HistoryBound;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Where etcd is and which part of it is ours.
///
/// @param prefix before every key, so that several clusters can share one etcd
/// @param history compacted beyond this: five minutes as Kubernetes' API server keeps, or what
///     5,000 nodes write in that time, so that no flood of writes fills etcd
/// @param callTimeout how long each call waits for an answer
public record EtcdSettings(
        List<URI> endpoints, String prefix, HistoryBound.Limit history, Duration callTimeout) {
    private static final String SCHEME = "etcd://";
    private static final int PORT = 2379;

    public EtcdSettings {
        endpoints = List.copyOf(endpoints);
    }

    /// Reads `etcd://host:port,host:port/prefix`; the port is 2379 and the prefix `/skiff` when
    /// they are left out.
    public static EtcdSettings parse(String datastore) {
        if (!datastore.startsWith(SCHEME)) {
            throw new IllegalArgumentException(
                    "datastore \"" + datastore + "\" does not begin with " + SCHEME);
        }
        String rest = datastore.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        String hosts = slash < 0 ? rest : rest.substring(0, slash);
        String prefix = slash < 0 || slash == rest.length() - 1 ? "/skiff" : rest.substring(slash);
        List<URI> endpoints = new ArrayList<>();
        for (String host : hosts.split(",", -1)) {
            endpoints.add(endpoint(datastore, host.strip()));
        }
        return new EtcdSettings(
                endpoints,
                prefix,
                new HistoryBound.Limit(Duration.ofMinutes(5), 200_000, Long.MAX_VALUE),
                Duration.ofSeconds(5));
    }

    /// The same for those who can wait longer.
    public EtcdSettings waiting(Duration longer) {
        return new EtcdSettings(endpoints, prefix, history, longer);
    }

    /// The same under another prefix.
    public EtcdSettings under(String other) {
        return new EtcdSettings(endpoints, other, history, callTimeout);
    }

    /// For messages: `host:port,host:port`.
    String where() {
        return String.join(",", endpoints.stream().map(URI::getAuthority).toList());
    }

    /// As a datastore is named.
    @Override
    public String toString() {
        return SCHEME + where() + prefix;
    }

    private static URI endpoint(String datastore, String host) {
        URI uri = URI.create("http://" + host);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "datastore \"" + datastore + "\": \"" + host + "\" is not host:port");
        }
        return uri.getPort() < 0 ? URI.create("http://" + host + ":" + PORT) : uri;
    }
}
