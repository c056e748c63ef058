package dev.skiff.apiserver.admission;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.UserInfo;
import java.util.List;

/// The agent of a node makes no other node's Node or Lease.
final class NodeIdentity implements AdmissionPlugin {
    private static final String USER_PREFIX = "system:node:";
    private static final List<Kind> NAMED_LIKE_ITS_NODE = List.of(Kinds.NODE, Kinds.LEASE);

    @Override
    public void admit(AdmissionRequest request) {
        boolean isAgent =
                request.user().isIn(UserInfo.NODES_GROUP)
                        && request.user().name().startsWith(USER_PREFIX);
        if (!isAgent || !NAMED_LIKE_ITS_NODE.contains(request.kind())) {
            return;
        }
        String node = request.user().name().substring(USER_PREFIX.length());
        if (!request.name().equals(node)) {
            throw request.forbidden(
                    "node \"%s\" is not allowed to modify node \"%s\""
                            .formatted(node, request.name()));
        }
    }
}
