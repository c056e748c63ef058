package dev.skiff.apiserver.registry.kinds.pod;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Sources of volumes that Kubernetes has given up.
public final class OldVolumes {
    /// What to say of each, in the order in which pods are warned.
    static final Map<String, String> MESSAGES = messages();

    private OldVolumes() {}

    /// @param source one of those of pods, such as `rbd`
    public static String message(String source) {
        String message = MESSAGES.get(source);
        if (message == null) {
            throw new IllegalArgumentException(source + " is not given up");
        }
        return message;
    }

    private static Map<String, String> messages() {
        Map<String, String> old = new LinkedHashMap<>();
        old.put("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+");
        old.put("gitRepo", "deprecated in v1.11, and disabled by default in v1.33+");
        old.put("scaleIO", "deprecated in v1.16, non-functional in v1.22+");
        old.put("flocker", "deprecated in v1.22, non-functional in v1.25+");
        old.put("storageos", "deprecated in v1.22, non-functional in v1.25+");
        old.put("quobyte", "deprecated in v1.22, non-functional in v1.25+");
        old.put("glusterfs", "deprecated in v1.25, non-functional in v1.26+");
        old.put("cephfs", "deprecated in v1.28, non-functional in v1.31+");
        old.put("rbd", "deprecated in v1.28, non-functional in v1.31+");
        return Collections.unmodifiableMap(old);
    }
}
