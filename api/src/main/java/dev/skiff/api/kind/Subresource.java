package dev.skiff.api.kind;

import java.util.List;

/// A subresource of a kind, such as `pods/log`.
///
/// @param name the last path segment: `status`, `scale`, `log`
/// @param groupVersion the group version of the kind it speaks; differs from its parent's for
/// `scale` and `eviction`
/// @param kindName the kind of its bodies
/// @param verbs its verbs, sorted as `kubectl api-resources` prints them
public record Subresource(
        String name, GroupVersion groupVersion, String kindName, List<String> verbs) {
    public Subresource {
        verbs = List.copyOf(verbs);
    }
}
