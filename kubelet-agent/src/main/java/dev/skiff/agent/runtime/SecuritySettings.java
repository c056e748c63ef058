package dev.skiff.agent.runtime;

import java.util.List;

/// As whom and with which rights a container runs.
///
/// @param user `uid`, `uid:gid` or empty for the image's own
/// @param supplementalGroups further groups of the process
/// @param seccompProfile `runtime/default`, `unconfined` or the JSON of a profile
public record SecuritySettings(
        String user,
        List<String> supplementalGroups,
        boolean privileged,
        boolean readOnlyRootFilesystem,
        boolean noNewPrivileges,
        List<String> addCapabilities,
        List<String> dropCapabilities,
        String seccompProfile) {
    public static final String RUNTIME_DEFAULT = "runtime/default";
    public static final String UNCONFINED = "unconfined";
    public static final SecuritySettings NONE =
            new SecuritySettings(
                    "", List.of(), false, false, false, List.of(), List.of(), RUNTIME_DEFAULT);

    public SecuritySettings {
        supplementalGroups = List.copyOf(supplementalGroups);
        addCapabilities = List.copyOf(addCapabilities);
        dropCapabilities = List.copyOf(dropCapabilities);
    }
}
