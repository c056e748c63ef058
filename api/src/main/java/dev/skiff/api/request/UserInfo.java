package dev.skiff.api.request;

import java.util.List;

/// Who makes a call.
public record UserInfo(String name, String uid, List<String> groups) {
    public static final String MASTERS_GROUP = "system:masters";
    public static final String AUTHENTICATED_GROUP = "system:authenticated";
    public static final String NODES_GROUP = "system:nodes";
    public static final UserInfo ANONYMOUS =
            new UserInfo("system:anonymous", "", List.of("system:unauthenticated"));

    public UserInfo {
        groups = List.copyOf(groups);
    }

    /// A user with the given groups and `system:authenticated`.
    public static UserInfo authenticated(String name, String... groups) {
        var all = new java.util.ArrayList<>(List.of(groups));
        all.add(AUTHENTICATED_GROUP);
        return new UserInfo(name, "", all);
    }

    public boolean isIn(String group) {
        return groups.contains(group);
    }
}
