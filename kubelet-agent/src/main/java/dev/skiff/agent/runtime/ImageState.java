package dev.skiff.agent.runtime;

/// An image that the engine has.
///
/// @param id content address, `sha256:…`
/// @param repositoryDigest `name@sha256:…` if it came from a registry, else empty
/// @param user the image's own user: name, uid or empty for root
public record ImageState(String id, String repositoryDigest, long sizeBytes, String user) {}
