package dev.skiff.apiserver.admission;

import java.util.Arrays;
import java.util.Optional;

/// The priority classes that every cluster has, above all that users may define.
public enum SystemPriority {
    NODE_CRITICAL(
            "system-node-critical",
            2_000_001_000,
            "Used for system critical pods that must not be moved from their current node."),
    CLUSTER_CRITICAL(
            "system-cluster-critical",
            2_000_000_000,
            "Used for system critical pods that must run in the cluster, but can be moved to another"
                    + " node if necessary.");

    /// What their names begin with, and no other's.
    public static final String PREFIX = "system-";

    /// The greatest value that a class of the users' own may have.
    public static final long HIGHEST_OF_USERS = 1_000_000_000;

    private final String className;
    private final int value;
    private final String description;

    SystemPriority(String className, int value, String description) {
        this.className = className;
        this.value = value;
        this.description = description;
    }

    public static Optional<SystemPriority> named(String className) {
        return Arrays.stream(values()).filter(p -> p.className.equals(className)).findFirst();
    }

    public String className() {
        return className;
    }

    public int value() {
        return value;
    }

    public String description() {
        return description;
    }
}
