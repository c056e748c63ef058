package dev.skiff.agent.runtime;

/// What came of fetching an image from its registry.
public sealed interface PullOutcome {
    record Pulled(ImageState image) implements PullOutcome {}

    record Failed(String message) implements PullOutcome {}
}
