package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What the rules for one part of a pod must know of the rest.
///
/// @param isPod whether this is a pod and not a template of one
/// @param volumes the well-formed volumes by name
/// @param claims the names of the pod's resource claims
/// @param privileged whether its containers may be
record PodContext(
        boolean isPod,
        String podName,
        OptionalLong gracePeriodSeconds,
        String restartPolicy,
        boolean hostUsers,
        Map<String, JsonNode> volumes,
        List<String> claims,
        Privileged privileged) {
    static PodContext of(JsonNode spec, boolean isPod, String podName, Privileged privileged) {
        JsonNode grace = Fields.at(spec, "terminationGracePeriodSeconds");
        List<String> claims = new ArrayList<>();
        for (JsonNode claim : Fields.at(spec, "resourceClaims")) {
            String name = Fields.text(claim, "name");
            if (!name.isEmpty()) {
                claims.add(name);
            }
        }
        return new PodContext(
                isPod,
                podName,
                grace.isNumber() ? OptionalLong.of(grace.asLong()) : OptionalLong.empty(),
                Fields.text(spec, "restartPolicy"),
                spec.path("hostUsers").asBoolean(true),
                new LinkedHashMap<>(),
                claims,
                privileged);
    }
}
