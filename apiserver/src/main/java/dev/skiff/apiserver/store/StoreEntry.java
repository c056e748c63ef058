package dev.skiff.apiserver.store;

/// A key's value.
///
/// @param revision of the write that put it
public record StoreEntry(String key, byte[] value, long revision) {}
