package dev.skiff.it.faults;

import java.util.Optional;

/// One call of a client.
///
/// @param began, ended count beginnings and ends of all calls together: a call was over before
///     another began if its end is the smaller number
record Operation(Call call, long began, long ended, Outcome outcome) {
    /// What was asked for.
    sealed interface Call {
        String key();

        /// Puts a key that must not be there.
        record Create(String key, String id) implements Call {}

        /// Puts a key that must be at `expected`.
        record Update(String key, String id, long expected) implements Call {}

        /// Changes a key that must be there, at whichever revision.
        record Patch(String key, String id) implements Call {}

        /// Deletes a key that must be at `expected`.
        record Delete(String key, long expected) implements Call {}

        /// Reads the latest.
        record Read(String key) implements Call {}
    }

    /// How it ended.
    sealed interface Outcome {
        /// Acknowledged, at that revision.
        record Written(long revision) implements Outcome {}

        /// Acknowledged: it is deleted.
        record Deleted() implements Outcome {}

        /// What was read.
        record Found(Optional<Version> version) implements Outcome {}

        /// For certain not done.
        record Refused(int status) implements Outcome {}

        /// Nobody said: done or not.
        record Unknown(String why) implements Outcome {}
    }

    String key() {
        return call.key();
    }

    /// The id it would put.
    Optional<String> id() {
        return switch (call) {
            case Call.Create(var _, var id) -> Optional.of(id);
            case Call.Update(var _, var id, var _) -> Optional.of(id);
            case Call.Patch(var _, var id) -> Optional.of(id);
            case Call.Delete _, Call.Read _ -> Optional.empty();
        };
    }

    boolean isRefused() {
        return outcome instanceof Outcome.Refused;
    }
}
