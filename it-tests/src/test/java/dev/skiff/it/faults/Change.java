package dev.skiff.it.faults;

/// One committed change of one key, as a watch tells it.
///
/// @param id of what is there now, or of what was there last
record Change(Type type, String key, String id, long revision) {
    enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }

    boolean leavesSomething() {
        return type != Type.DELETED;
    }

    @Override
    public String toString() {
        return "%s %s %s@%d".formatted(type, key, id, revision);
    }
}
