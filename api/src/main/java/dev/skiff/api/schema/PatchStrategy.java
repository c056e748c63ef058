package dev.skiff.api.schema;

/// How a strategic merge patch treats a field. All false: maps merge, lists are replaced.
///
/// @param merges list elements are merged, by `mergeKey` or, for scalars, as a set
/// @param replaces the value is replaced as a whole
/// @param retainsKeys a patch may say which keys stay
/// @param mergeKey empty when there is none
public record PatchStrategy(
        boolean merges, boolean replaces, boolean retainsKeys, String mergeKey) {
    public static final PatchStrategy NONE = new PatchStrategy(false, false, false, "");

    static PatchStrategy parse(String strategies, String mergeKey) {
        var given = java.util.List.of(strategies.split(","));
        return new PatchStrategy(
                given.contains("merge"),
                given.contains("replace"),
                given.contains("retainKeys"),
                mergeKey);
    }
}
