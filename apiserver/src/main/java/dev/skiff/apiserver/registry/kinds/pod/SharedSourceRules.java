package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.List;

/// What holds for the sources that pods and persistent volumes have in common.
public final class SharedSourceRules {
    private static final PodContext NO_POD =
            PodContext.of(MissingNode.getInstance(), false, "", Privileged.ALLOWED);

    private SharedSourceRules() {}

    /// @param kind a source by its field, such as `nfs`, which a pod's volume may have too
    public static void check(
            String kind, JsonNode source, FieldPath path, List<FieldError> errors) {
        VolumeRules.source(kind).check(source, NO_POD, path, errors);
    }

    /// A path that leads never upwards.
    public static void noBacksteps(String target, FieldPath path, List<FieldError> errors) {
        PathRules.noBacksteps(target, path, errors);
    }

    /// Fills in what a volume's sources say by default.
    public static void applyDefaults(ObjectNode volume) {
        VolumeDefaults.sources(volume);
    }
}
