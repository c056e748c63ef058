package dev.skiff.apiserver.health;

import java.util.Optional;
import java.util.function.Supplier;

/// One question about the server's health.
///
/// @param failure why not, if not
public record HealthCheck(String name, Supplier<Optional<String>> failure) {}
