package dev.skiff.it.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import java.util.Optional;

/// A pod, and a ReplicaSet, has at most one controller.
final class OneController implements ClusterView.WriteListener {
    @Override
    public void onWrite(Kind kind, Optional<JsonNode> before, Optional<JsonNode> now) {
        if (kind != Kinds.POD && kind != Kinds.REPLICA_SET || now.isEmpty()) {
            return;
        }
        if (Facts.controllers(now.get()).size() > 1) {
            throw new AssertionError(
                    "%s %s has several controllers: %s"
                            .formatted(kind, Facts.name(now.get()), Facts.controllers(now.get())));
        }
    }
}
