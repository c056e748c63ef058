package dev.skiff.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How much a pod requests. Containers run together, so they add up; init containers run one after
/// another, each beside the sidecars started before it; the pod needs the greater of the two, and
/// its overhead. Amounts requested for the pod as a whole stand in for its containers'.
///
/// @param actual what is set aside on a node
/// @param forScoring the same, a container without a request counted as a small one, so that nodes
/// full of such pods don't look empty
public record PodRequests(Resources actual, Resources forScoring) {
    public static final PodRequests NONE = new PodRequests(Resources.NONE, Resources.NONE);

    private static final long UNSET_CPU_MILLIS = 100;
    private static final long UNSET_MEMORY_BYTES = 200L << 20;

    static PodRequests of(PodSpec spec) {
        return new PodRequests(total(spec, false), total(spec, true));
    }

    private static Resources total(PodSpec spec, boolean unsetCounts) {
        Map<String, Quantity> forPod =
                spec.getResources() == null ? Map.of() : spec.getResources().getRequests();
        Resources running = Resources.NONE;
        for (Container container : spec.getContainers()) {
            running = running.plus(one(container, forPod, unsetCounts));
        }
        Resources sidecars = Resources.NONE;
        Resources starting = Resources.NONE;
        for (Container container : spec.getInitContainers()) {
            Resources request = one(container, forPod, unsetCounts);
            if ("Always".equals(container.getRestartPolicy())) {
                sidecars = sidecars.plus(request);
                starting = starting.max(sidecars);
            } else {
                starting = starting.max(sidecars.plus(request));
            }
        }
        return wholePod(running.plus(sidecars).max(starting), forPod)
                .plus(Amounts.of(spec.getOverhead()));
    }

    private static Resources one(
            Container container, @Nullable Map<String, Quantity> forPod, boolean unsetCounts) {
        Map<String, Quantity> list =
                container.getResources() == null
                        ? Map.of()
                        : container.getResources().getRequests();
        Resources requests = Amounts.of(list);
        if (!unsetCounts) {
            return requests;
        }
        return new Resources(
                isSet(list, Amounts.CPU) || isSet(forPod, Amounts.CPU)
                        ? requests.cpuMillis()
                        : UNSET_CPU_MILLIS,
                isSet(list, Amounts.MEMORY) || isSet(forPod, Amounts.MEMORY)
                        ? requests.memoryBytes()
                        : UNSET_MEMORY_BYTES,
                requests.ephemeralStorageBytes(),
                requests.extended());
    }

    private static Resources wholePod(
            Resources containers, @Nullable Map<String, Quantity> forPod) {
        if (forPod == null || forPod.isEmpty()) {
            return containers;
        }
        Resources pod = Amounts.of(forPod);
        return new Resources(
                isSet(forPod, Amounts.CPU) ? pod.cpuMillis() : containers.cpuMillis(),
                isSet(forPod, Amounts.MEMORY) ? pod.memoryBytes() : containers.memoryBytes(),
                containers.ephemeralStorageBytes(),
                containers.extended());
    }

    private static boolean isSet(@Nullable Map<String, Quantity> list, String name) {
        return list != null && list.containsKey(name);
    }
}
