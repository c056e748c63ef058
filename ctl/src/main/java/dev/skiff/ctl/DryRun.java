package dev.skiff.ctl;

import java.util.Map;

/// How far a change goes.
enum DryRun {
    NONE("none", ""),
    /// Nothing is sent; what would be is shown.
    CLIENT("client", " (dry run)"),
    /// The server checks and answers, and stores nothing.
    SERVER("server", " (server dry run)");

    private final String flag;
    private final String suffix;

    DryRun(String flag, String suffix) {
        this.flag = flag;
        this.suffix = suffix;
    }

    static DryRun parse(String value) {
        for (DryRun mode : values()) {
            if (mode.flag.equals(value)) {
                return mode;
            }
        }
        throw new CommandFailure(
                "error: Invalid dry-run value ("
                        + value
                        + "). Must be \"none\", \"server\", or \"client\".");
    }

    /// What stands behind `deployment.apps/web created`.
    String suffix() {
        return suffix;
    }

    /// What a request that changes something carries.
    Map<String, String> query() {
        return this == SERVER ? Map.of("dryRun", "All") : Map.of();
    }
}
