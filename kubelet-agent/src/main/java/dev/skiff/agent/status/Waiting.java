package dev.skiff.agent.status;

/// Why a container isn't running, as its state says it.
public record Waiting(String reason, String message) {}
