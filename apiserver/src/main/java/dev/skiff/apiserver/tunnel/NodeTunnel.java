package dev.skiff.apiserver.tunnel;

import dev.skiff.api.request.ApiHandler;
import java.util.Optional;

/// Finds the way to a node, whose agent answers kubelet-shaped paths such as
/// `/containerLogs/<namespace>/<pod>/<container>`. In one process it is a method call. Thread-safe.
@FunctionalInterface
public interface NodeTunnel {
    /// No node can be reached.
    NodeTunnel NONE = _ -> Optional.empty();

    /// Empty when that node is not connected.
    Optional<ApiHandler> toNode(String nodeName);
}
