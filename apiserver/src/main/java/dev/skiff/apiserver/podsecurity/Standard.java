package dev.skiff.apiserver.podsecurity;

/// A level as of a version: `baseline:latest`.
public record Standard(Level level, PolicyVersion version) {
    /// What holds where nothing is said: everything is allowed.
    public static final Standard NONE = new Standard(Level.PRIVILEGED, PolicyVersion.LATEST);

    /// Whether it asks anything of pods.
    public boolean isRestraining() {
        return level != Level.PRIVILEGED;
    }

    Standard at(Level newLevel) {
        return new Standard(newLevel, version);
    }

    Standard asOf(PolicyVersion newVersion) {
        return new Standard(level, newVersion);
    }

    @Override
    public String toString() {
        return level + ":" + version;
    }
}
