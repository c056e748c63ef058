package dev.skiff.agent.hook;

/// Where a hook is.
public enum HookState {
    /// There is none, or it isn't to run in this life of the agent.
    NONE,
    RUNNING,
    SUCCEEDED,
    FAILED;

    public boolean isOver() {
        return this != RUNNING;
    }
}
