package dev.skiff.agent.probe;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Makes probes over the network. Thread-safe; a call may block as long as its timeout.
public interface Prober {
    /// @param scheme `http` or `https`; certificates are not checked
    /// @param headers added to the request
    record HttpTarget(
            String scheme, String host, int port, String path, Map<String, String> headers) {
        public HttpTarget {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }

        public String url() {
            boolean slash = path.startsWith("/");
            return scheme + "://" + host + ":" + port + (slash ? path : "/" + path);
        }
    }

    /// Succeeds if the answer's status is from 200 to 399.
    ProbeAnswer http(HttpTarget target, Duration timeout);

    /// Succeeds if a connection comes about.
    ProbeAnswer tcp(String host, int port, Duration timeout);
}
