package dev.skiff.api.status;

/// One detail of a failure: what was wrong (`FieldValueInvalid`), in words, and where. Empty
/// parts are left out.
public record StatusCause(String reason, String message, String field) {}
