package dev.skiff.controllers.framework;

import dev.skiff.api.status.Status;

/// Why the API server refused.
public final class Refusals {
    private Refusals() {}

    /// The namespace is going away: what was to be created there is no longer wanted.
    public static boolean isForTerminatingNamespace(Status status) {
        return status.causes().stream()
                .anyMatch(cause -> cause.reason().equals("NamespaceTerminating"));
    }
}
