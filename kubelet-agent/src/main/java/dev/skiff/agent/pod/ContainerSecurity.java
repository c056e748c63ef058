package dev.skiff.agent.pod;

import dev.skiff.agent.facts.PodFacts;
import dev.skiff.agent.runtime.ImageState;
import dev.skiff.agent.runtime.SecuritySettings;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// As whom and with which rights a container runs: what it says itself, else what its pod says.
final class ContainerSecurity {
    /// What came of working it out.
    sealed interface Outcome {
        record Settled(SecuritySettings settings) implements Outcome {}

        /// What it asks for contradicts itself or isn't to be had.
        record Refused(String message) implements Outcome {}
    }

    private final Pod pod;
    private final Container container;
    private final ImageState image;
    private final PodSecurityContext ofPod;
    private final SecurityContext own;

    private ContainerSecurity(Pod pod, Container container, ImageState image) {
        this.pod = pod;
        this.container = container;
        this.image = image;
        ofPod =
                Objects.requireNonNullElseGet(
                        pod.getSpec().getSecurityContext(),
                        () -> new PodSecurityContextBuilder().build());
        own =
                Objects.requireNonNullElseGet(
                        container.getSecurityContext(), () -> new SecurityContextBuilder().build());
    }

    static Outcome of(Pod pod, Container container, ImageState image) {
        return new ContainerSecurity(pod, container, image).settle();
    }

    private Outcome settle() {
        Optional<String> objection = objectionToRoot();
        if (objection.isPresent()) {
            return new Outcome.Refused(objection.get());
        }
        SeccompProfile seccomp =
                own.getSeccompProfile() == null
                        ? ofPod.getSeccompProfile()
                        : own.getSeccompProfile();
        String type = seccomp == null ? "RuntimeDefault" : seccomp.getType();
        if (type.equals("Localhost")) {
            return new Outcome.Refused("seccomp profiles of the node's own are not supported yet");
        }
        boolean privileged = isTrue(own.getPrivileged());
        Capabilities capabilities = own.getCapabilities();
        return new Outcome.Settled(
                new SecuritySettings(
                        user(),
                        groups(),
                        privileged,
                        isTrue(own.getReadOnlyRootFilesystem()),
                        Boolean.FALSE.equals(own.getAllowPrivilegeEscalation()) && !privileged,
                        capabilities == null ? List.of() : capabilities.getAdd(),
                        capabilities == null ? List.of() : capabilities.getDrop(),
                        type.equals("Unconfined")
                                ? SecuritySettings.UNCONFINED
                                : SecuritySettings.RUNTIME_DEFAULT));
    }

    private Optional<Long> userId() {
        return Optional.ofNullable(own.getRunAsUser())
                .or(() -> Optional.ofNullable(ofPod.getRunAsUser()));
    }

    private String user() {
        Long group = own.getRunAsGroup() == null ? ofPod.getRunAsGroup() : own.getRunAsGroup();
        String user = userId().map(Object::toString).orElse("");
        if (group == null) {
            return user;
        }
        String ofImage = image.user().isEmpty() ? "0" : image.user().split(":", 2)[0];
        return (user.isEmpty() ? ofImage : user) + ":" + group;
    }

    private List<String> groups() {
        List<String> groups = new ArrayList<>();
        ofPod.getSupplementalGroups().forEach(group -> groups.add(group.toString()));
        if (ofPod.getFsGroup() != null) {
            groups.add(ofPod.getFsGroup().toString());
        }
        return groups;
    }

    private Optional<String> objectionToRoot() {
        boolean nonRoot =
                isTrue(own.getRunAsNonRoot())
                        || (own.getRunAsNonRoot() == null && isTrue(ofPod.getRunAsNonRoot()));
        if (!nonRoot) {
            return Optional.empty();
        }
        String where =
                "(pod: \"%s\", container: %s)".formatted(PodFacts.words(pod), container.getName());
        if (userId().isPresent()) {
            return userId().filter(id -> id == 0)
                    .map(_ -> "container's runAsUser breaks non-root policy " + where);
        }
        String user = image.user().split(":", 2)[0];
        if (user.isEmpty() || user.equals("0") || user.equals("root")) {
            return Optional.of("container has runAsNonRoot and image will run as root " + where);
        }
        return user.chars().allMatch(Character::isDigit)
                ? Optional.empty()
                : Optional.of(
                        "container has runAsNonRoot and image has non-numeric user (%s), cannot verify user is non-root %s"
                                .formatted(user, where));
    }

    private static boolean isTrue(Boolean value) {
        return Boolean.TRUE.equals(value);
    }
}
