package dev.skiff.agent.image;

import dev.skiff.agent.runtime.ImageState;
import java.time.Instant;

/// Whether a container's image is there.
public sealed interface ImageOutcome {
    record Ready(ImageState image) implements ImageOutcome {}

    /// @param reason as in a container's waiting state; empty if it is merely on its way
    /// @param lookAgainAt when something will have changed without anybody telling
    record NotReady(String reason, String message, Instant lookAgainAt) implements ImageOutcome {}
}
