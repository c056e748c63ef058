package dev.skiff.agent.pod;

import java.time.Duration;
import java.time.Instant;

/// The ending of one container, under way.
///
/// @param begunAt when its time began to run
/// @param grace how long it has, counted from then
record Stop(Stage stage, Instant begunAt, Duration grace) {
    enum Stage {
        /// The hook before the end runs.
        PRE_STOP,
        /// It has been asked to end.
        ASKED,
        /// It has been killed.
        KILLED
    }

    /// When its time is up.
    ///
    /// @param most a limit set later, as by a second delete
    Instant killAt(Duration most) {
        return begunAt.plus(grace.compareTo(most) < 0 ? grace : most);
    }

    Stop in(Stage next) {
        return new Stop(next, begunAt, grace);
    }
}
