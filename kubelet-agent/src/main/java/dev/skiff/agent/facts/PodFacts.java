package dev.skiff.agent.facts;

import dev.skiff.agent.runtime.PodIdentity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The questions we ask of a pod.
public final class PodFacts {
    private static final long DEFAULT_GRACE_SECONDS = 30;

    private PodFacts() {}

    public static PodIdentity identity(Pod pod) {
        return new PodIdentity(
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                pod.getMetadata().getUid());
    }

    public static boolean isTerminating(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /// Whether the API says that it has run its course.
    public static boolean isOver(Pod pod) {
        String phase = pod.getStatus() == null ? "" : pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    /// How long its containers have to end.
    public static Duration grace(Pod pod) {
        Long deletion = pod.getMetadata().getDeletionGracePeriodSeconds();
        Long own = pod.getSpec().getTerminationGracePeriodSeconds();
        return Duration.ofSeconds(
                Objects.requireNonNullElse(
                        isTerminating(pod) && deletion != null ? deletion : own,
                        DEFAULT_GRACE_SECONDS));
    }

    public static boolean isHostNetwork(Pod pod) {
        return Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
    }

    public static RestartPolicy restartPolicy(Pod pod) {
        return RestartPolicy.of(pod.getSpec().getRestartPolicy());
    }

    /// Whether an init container goes on running beside the others.
    public static boolean isSidecar(Container initContainer) {
        return "Always".equals(initContainer.getRestartPolicy());
    }

    /// Init containers first.
    public static List<Container> allContainers(Pod pod) {
        return Stream.concat(
                        pod.getSpec().getInitContainers().stream(),
                        pod.getSpec().getContainers().stream())
                .toList();
    }

    public static Optional<Container> container(Pod pod, String name) {
        return allContainers(pod).stream()
                .filter(container -> container.getName().equals(name))
                .findFirst();
    }

    /// What the API last said of a container.
    public static Optional<ContainerStatus> status(Pod pod, String container) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        return Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .filter(status -> status.getName().equals(container))
                .findFirst();
    }

    /// What events about one of its containers name.
    public static ObjectReference reference(Pod pod, String container) {
        boolean isInit =
                pod.getSpec().getInitContainers().stream()
                        .anyMatch(candidate -> candidate.getName().equals(container));
        return new ObjectReferenceBuilder(reference(pod))
                .withFieldPath(
                        "spec."
                                + (isInit ? "initContainers" : "containers")
                                + "{"
                                + container
                                + "}")
                .build();
    }

    /// What events about it name.
    public static ObjectReference reference(Pod pod) {
        return new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .withResourceVersion(pod.getMetadata().getResourceVersion())
                .build();
    }

    /// As messages name it.
    public static String words(Pod pod) {
        return pod.getMetadata().getName()
                + "_"
                + pod.getMetadata().getNamespace()
                + "("
                + pod.getMetadata().getUid()
                + ")";
    }
}
