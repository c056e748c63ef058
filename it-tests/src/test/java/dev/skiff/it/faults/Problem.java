package dev.skiff.it.faults;

/// Something that cannot be.
///
/// @param key where
/// @param revision about when
record Problem(String key, long revision, String what) {
    /// With the part of the round that it is about.
    String explained(Round round) {
        return what + "\n" + KeyStory.of(round, key, revision);
    }
}
