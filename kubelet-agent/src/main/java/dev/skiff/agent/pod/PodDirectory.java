package dev.skiff.agent.pod;

import java.nio.file.Path;

/// Where a pod's files lie on the node.
record PodDirectory(Path root) {
    Path hosts() {
        return root.resolve("etc-hosts");
    }

    Path resolver() {
        return root.resolve("resolv.conf");
    }

    /// Where a container leaves its last words.
    Path terminationLog(String container, int attempt) {
        return root.resolve("containers").resolve(container).resolve(Integer.toString(attempt));
    }
}
