package dev.skiff.api.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Who makes a call.
///
/// @param extra what else is known, such as which credential was shown; by lower-case keys, sorted
public record UserInfo(
        String name, String uid, List<String> groups, Map<String, List<String>> extra) {
    public static final String MASTERS_GROUP = "system:masters";
    public static final String AUTHENTICATED_GROUP = "system:authenticated";
    public static final String NODES_GROUP = "system:nodes";
    public static final UserInfo ANONYMOUS =
            new UserInfo("system:anonymous", "", List.of("system:unauthenticated"));

    public UserInfo {
        groups = List.copyOf(groups);
        extra = new TreeMap<>(extra);
    }

    /// A user of whom nothing else is known.
    public UserInfo(String name, String uid, List<String> groups) {
        this(name, uid, groups, Map.of());
    }

    /// A user with the given groups and `system:authenticated`.
    public static UserInfo authenticated(String name, String... groups) {
        List<String> all = new ArrayList<>(List.of(groups));
        all.add(AUTHENTICATED_GROUP);
        return new UserInfo(name, "", all);
    }

    public boolean isIn(String group) {
        return groups.contains(group);
    }
}
