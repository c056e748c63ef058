package dev.skiff.apiserver.cache;

/// A kind's state as of some earlier revision.
public sealed interface PastState {
    record Known(CacheSnapshot snapshot) implements PastState {}

    /// Neither the cache nor the store knows it any more.
    record Forgotten(long oldest) implements PastState {}

    /// The store has not reached that revision.
    record NotYet(long current) implements PastState {}
}
