package dev.skiff.agent.image;

import dev.skiff.agent.runtime.ImageState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Where a pull is.
sealed interface PullState {
    /// @param before the failure after which it is tried again
    record Waiting(Instant since, Optional<Failed> before) implements PullState {}

    /// @param took from the start of the pull
    /// @param tookInAll from the wish for it
    record Done(ImageState image, Duration took, Duration tookInAll) implements PullState {}

    /// @param failures in a row
    record Failed(String message, Instant at, int failures, Told told) implements PullState {
        private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
        private static final Duration LONGEST_PAUSE = Duration.ofSeconds(300);
        private static final int MOST_DOUBLINGS = 5;

        /// Not before then.
        Instant retryAt() {
            long factor = 1L << Math.min(failures - 1, MOST_DOUBLINGS);
            Duration pause = FIRST_PAUSE.multipliedBy(factor);
            return at.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        }

        Failed told(Told now) {
            return new Failed(message, at, failures, now);
        }
    }

    /// What users have been told of a failure.
    enum Told {
        NOTHING,
        FAILURE,
        BACK_OFF
    }
}
