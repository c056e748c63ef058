package dev.skiff.apiserver.http;

import dev.skiff.api.request.UserInfo;

/// Whose calls share room, so that a flood of one sort leaves the others theirs.
enum CallerClass {
    /// Nodes and the parts of the control plane: without them nothing runs.
    SYSTEM,
    /// What runs in pods, by its service account.
    WORKLOAD,
    /// People and everything else.
    OTHER;

    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
    private static final String COMPONENT = "system:kube-";

    static CallerClass of(UserInfo user) {
        if (user.isIn(UserInfo.NODES_GROUP) || user.name().startsWith(COMPONENT)) {
            return SYSTEM;
        }
        return user.name().startsWith(SERVICE_ACCOUNT) ? WORKLOAD : OTHER;
    }
}
