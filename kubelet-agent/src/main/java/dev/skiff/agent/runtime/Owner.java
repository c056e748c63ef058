package dev.skiff.agent.runtime;

/// Whose containers these are. Everything made on an engine is labelled with it, and nothing
/// without that label is ever touched.
///
/// @param cluster the cluster's id, different for every cluster ever made
/// @param node the name of the node
public record Owner(String cluster, String node) {
    public Owner {
        if (cluster.isBlank() || node.isBlank()) {
            throw new IllegalArgumentException(
                    "owner needs a cluster and a node: '" + cluster + "', '" + node + "'");
        }
    }
}
