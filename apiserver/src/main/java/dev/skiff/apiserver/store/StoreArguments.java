package dev.skiff.apiserver.store;

/// What no caller of a store may ask; all stores refuse it alike.
public final class StoreArguments {
    private StoreArguments() {}

    public static void requireWritten(String key, long expectedRevision) {
        if (expectedRevision <= 0) {
            throw new IllegalArgumentException(
                    key + " cannot have been written at revision " + expectedRevision);
        }
    }

    public static void requireRange(String prefix, int limit, long revision) {
        if (limit < 0 || revision < 0) {
            throw new IllegalArgumentException(
                    "range of " + prefix + " with limit " + limit + " at revision " + revision);
        }
    }
}
