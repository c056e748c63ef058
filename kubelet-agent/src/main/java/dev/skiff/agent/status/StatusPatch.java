package dev.skiff.agent.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.api.codec.Json;
import dev.skiff.client.Patch;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Optional;

/// The change that makes what the API says of a pod what its node says. Conditions of others are
/// left alone; what the node said before and says no longer goes.
final class StatusPatch {
    private StatusPatch() {}

    /// @param before what the API said last
    static Patch of(PodIdentity pod, ObjectNode status, Optional<PodStatus> before) {
        ObjectNode said = status.deepCopy();
        for (JsonNode condition : said.path("conditions")) {
            withdraw((ObjectNode) condition, "reason");
            withdraw((ObjectNode) condition, "message");
        }
        withdraw(said, "podIP");
        replace(said, "podIPs", before.filter(known -> !known.getPodIPs().isEmpty()));
        replace(said, "hostIPs", before.filter(known -> !known.getHostIPs().isEmpty()));
        ObjectNode change = Json.object();
        change.putObject("metadata").put("uid", pod.uid());
        change.set("status", said);
        return Patch.strategic(change);
    }

    private static void withdraw(ObjectNode object, String field) {
        if (!object.has(field)) {
            object.putNull(field);
        }
    }

    /// Patches add to lists that are there, unless they say otherwise.
    private static void replace(ObjectNode status, String list, Optional<PodStatus> known) {
        if (status.path(list).isEmpty()) {
            status.putNull(list);
        } else if (known.isPresent()) {
            status.withArrayProperty(list).addObject().put("$patch", "replace");
        }
    }
}
