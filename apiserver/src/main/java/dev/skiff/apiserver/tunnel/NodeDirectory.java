package dev.skiff.apiserver.tunnel;

import dev.skiff.api.request.ApiHandler;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The nodes that can be reached now, by name. Thread-safe.
public final class NodeDirectory implements NodeTunnel {
    private final Map<String, ApiHandler> nodes = new ConcurrentHashMap<>();

    /// From now on that node is reached this way, whatever the way was before.
    public void put(String nodeName, ApiHandler way) {
        nodes.put(nodeName, way);
    }

    /// That way to the node is gone; another that has taken its place stays.
    public void remove(String nodeName, ApiHandler way) {
        nodes.remove(nodeName, way);
    }

    @Override
    public Optional<ApiHandler> toNode(String nodeName) {
        return Optional.ofNullable(nodes.get(nodeName));
    }
}
