package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who owns `spec.replicas`, of a workload and of its scale: the one field that both have. Carries
/// the owners over from one to the other.
public final class ScaleOwners {
    private static final String SCALE_VERSION = "autoscaling/v1";
    private static final FieldSet REPLICAS = FieldSet.ofFields(List.of("spec", "replicas"));

    private ScaleOwners() {}

    /// The owners as a Scale shows them: those of the replicas alone.
    ///
    /// @param apiVersion of the workload; who owns fields of another one is left out
    public static ArrayNode toScale(JsonNode workload, String apiVersion) {
        Map<FieldOwner, Ownership> owners = new LinkedHashMap<>();
        ManagedFields.ofStored(workload)
                .owners()
                .forEach(
                        (owner, owned) -> {
                            if (owned.apiVersion().equals(apiVersion) && hasReplicas(owned)) {
                                owners.put(
                                        owner, Ownership.of(REPLICAS, SCALE_VERSION, owned.time()));
                            }
                        });
        return new ManagedFields(owners).toJson();
    }

    /// The owners of the workload after its scale has been changed. Who got the replicas by that
    /// has no time.
    public static ArrayNode toWorkload(JsonNode workload, JsonNode scale, String apiVersion) {
        Map<FieldOwner, Ownership> owners = new LinkedHashMap<>();
        Map<FieldOwner, Ownership> ofScale =
                new LinkedHashMap<>(ManagedFields.ofStored(scale).owners());
        ManagedFields.ofStored(workload)
                .owners()
                .forEach(
                        (owner, owned) -> {
                            boolean isTaken = hasReplicas(owned) && ofScale.remove(owner) == null;
                            Ownership left = isTaken ? owned.minus(REPLICAS) : owned;
                            if (owned.apiVersion().equals(apiVersion) && !left.isEmpty()) {
                                owners.put(owner, left);
                            }
                        });
        ofScale.forEach(
                (owner, owned) -> {
                    if (hasReplicas(owned)) {
                        owners.put(owner, Ownership.of(REPLICAS, apiVersion, ""));
                    }
                });
        return new ManagedFields(owners).toJson();
    }

    private static boolean hasReplicas(Ownership owned) {
        return !owned.fields().intersection(REPLICAS).isEmpty();
    }
}
