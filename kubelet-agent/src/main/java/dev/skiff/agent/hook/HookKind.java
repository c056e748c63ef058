package dev.skiff.agent.hook;

/// When a hook runs.
public enum HookKind {
    POST_START,
    PRE_STOP
}
