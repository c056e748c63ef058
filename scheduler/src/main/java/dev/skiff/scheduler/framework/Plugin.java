package dev.skiff.scheduler.framework;

/// One rule of placement.
public interface Plugin {
    /// As upstream names it.
    String name();

    /// Whether the answer for a node depends on other nodes too. If not, which is the rule, answers
    /// are kept until the node itself changes; if so, every placement asks anew.
    default boolean readsOtherNodes() {
        return false;
    }
}
