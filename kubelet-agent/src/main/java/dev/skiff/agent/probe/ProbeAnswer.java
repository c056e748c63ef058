package dev.skiff.agent.probe;

/// What one probe found.
public sealed interface ProbeAnswer {
    record Success() implements ProbeAnswer {}

    record Failure(String output) implements ProbeAnswer {}

    /// The probe could not be made, which says nothing about the container.
    record Unanswered(String message) implements ProbeAnswer {}
}
