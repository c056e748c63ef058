package dev.skiff.it.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import java.util.Optional;

/// A pod that has a node keeps it for good.
final class PodsStayBound implements ClusterView.WriteListener {
    @Override
    public void onWrite(Kind kind, Optional<JsonNode> before, Optional<JsonNode> now) {
        if (kind != Kinds.POD || before.isEmpty() || now.isEmpty()) {
            return;
        }
        boolean isSame = Facts.uid(before.get()).equals(Facts.uid(now.get()));
        String node = Facts.nodeName(before.get());
        if (isSame && !node.isEmpty() && !Facts.nodeName(now.get()).equals(node)) {
            throw new AssertionError(
                    "%s moved from node %s to %s"
                            .formatted(Facts.name(now.get()), node, Facts.nodeName(now.get())));
        }
    }
}
