package dev.skiff.it.faults;

/// What a key holds since a revision.
///
/// @param id of the write that put it; no two writes have the same
record Version(long revision, String id) {
    @Override
    public String toString() {
        return id + "@" + revision;
    }
}
