package dev.skiff.agent.probe;

/// What a probe decides.
public enum ProbeKind {
    /// Whether the container has come up; until then no other probe runs.
    STARTUP("Startup"),
    /// Whether it must be restarted.
    LIVENESS("Liveness"),
    /// Whether it should get requests.
    READINESS("Readiness");

    private final String word;

    ProbeKind(String word) {
        this.word = word;
    }

    /// As events spell it.
    public String word() {
        return word;
    }
}
