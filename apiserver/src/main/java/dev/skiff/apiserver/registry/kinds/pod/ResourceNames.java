package dev.skiff.apiserver.registry.kinds.pod;

import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.quantity.QuantityText;
import dev.skiff.api.validation.TextRules;
import java.util.List;
import java.util.Optional;

/// What a resource's name says about it.
public final class ResourceNames {
    private static final List<String> CONTAINER = List.of("cpu", "memory", "ephemeral-storage");
    private static final List<String> MEASURED =
            List.of(
                    "cpu",
                    "memory",
                    "ephemeral-storage",
                    "requests.cpu",
                    "requests.memory",
                    "requests.ephemeral-storage",
                    "limits.cpu",
                    "limits.memory",
                    "limits.ephemeral-storage",
                    "storage",
                    "requests.storage");
    private static final List<String> COUNTED =
            List.of(
                    "pods",
                    "resourcequotas",
                    "services",
                    "replicationcontrollers",
                    "secrets",
                    "configmaps",
                    "persistentvolumeclaims",
                    "services.nodeports",
                    "services.loadbalancers");

    private ResourceNames() {}

    static boolean isHugePages(String name) {
        return name.startsWith("hugepages-");
    }

    /// The size of one page, from a name such as `hugepages-2Mi`.
    static Optional<Quantity> hugePageSize(String name) {
        return switch (Quantity.read(name.substring("hugepages-".length()))) {
            case QuantityText.Valid(var size) -> Optional.of(size);
            case QuantityText.Malformed(var _) -> Optional.empty();
        };
    }

    static boolean isStandard(String name) {
        return MEASURED.contains(name) || COUNTED.contains(name) || isQuotaOfHugePages(name);
    }

    /// Whether a quota may limit it without its group.
    public static boolean isStandardForQuota(String name) {
        return isStandard(name) && !name.equals("storage");
    }

    private static boolean isQuotaOfHugePages(String name) {
        return isHugePages(name) || name.startsWith("requests.hugepages-");
    }

    static boolean isStandardForContainer(String name) {
        return CONTAINER.contains(name) || isHugePages(name);
    }

    /// Kubernetes' own, as against what devices and operators add.
    static boolean isNative(String name) {
        return name.indexOf('/') < 0 || name.contains("kubernetes.io/");
    }

    static boolean isExtended(String name) {
        return !isNative(name)
                && !name.startsWith("requests.")
                && TextRules.qualifiedName("requests." + name).isEmpty();
    }

    public static boolean isOvercommitAllowed(String name) {
        return isNative(name) && !isHugePages(name);
    }

    static boolean isInteger(String name) {
        return COUNTED.contains(name) || isExtended(name);
    }
}
