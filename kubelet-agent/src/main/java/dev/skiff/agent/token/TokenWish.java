package dev.skiff.agent.token;

import dev.skiff.agent.runtime.PodIdentity;

/// A token that a pod is to have.
///
/// @param account the pod's service account
/// @param audience whom it is for; empty: the API server
/// @param seconds how long each of them is to be good
public record TokenWish(PodIdentity pod, String account, String audience, long seconds) {}
