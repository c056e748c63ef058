package dev.skiff.scheduler.snapshot;

/// A node's mark that keeps pods away unless they tolerate it.
public record Taint(String key, String value, Effect effect) {
    /// What happens to pods that don't tolerate the taint.
    public enum Effect {
        NO_SCHEDULE("NoSchedule"),
        PREFER_NO_SCHEDULE("PreferNoSchedule"),
        NO_EXECUTE("NoExecute");

        private final String wireName;

        Effect(String wireName) {
            this.wireName = wireName;
        }

        /// As the API writes it.
        public String wireName() {
            return wireName;
        }

        static Effect ofWireName(String name) {
            for (Effect effect : values()) {
                if (effect.wireName.equals(name)) {
                    return effect;
                }
            }
            throw new IllegalStateException("the API let through a taint effect \"" + name + "\"");
        }
    }

    /// Whether the taint keeps new pods off the node, rather than only making it less wanted.
    public boolean isHard() {
        return effect != Effect.PREFER_NO_SCHEDULE;
    }
}
