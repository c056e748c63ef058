package dev.skiff.agent.pod;

/// Why a container is ended.
enum StopReason {
    POD_ENDS("Stopping container %s"),
    STARTUP_PROBE("Container %s failed startup probe, will be restarted"),
    LIVENESS_PROBE("Container %s failed liveness probe, will be restarted"),
    DEFINITION_CHANGED("Container %s definition changed, will be restarted"),
    SANDBOX_LOST("Stopping container %s"),
    POST_START_HOOK("FailedPostStartHook");

    private final String words;

    StopReason(String words) {
        this.words = words;
    }

    /// As the event says it.
    String words(String container) {
        return words.formatted(container);
    }
}
