package dev.skiff.apiserver.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Which parts of a pod a violation is about.
///
/// @param isPod whether the pod itself is one of them
/// @param containers the names of its containers that are
record Setters(boolean isPod, List<String> containers) {
    Setters {
        containers = List.copyOf(containers);
    }

    /// The pod and the containers whose security context is bad.
    static Setters of(CheckedPod pod, Predicate<JsonNode> isBad) {
        return new Setters(isBad.test(pod.context()), ofContainers(pod, isBad).containers());
    }

    /// The containers whose security context is bad.
    static Setters ofContainers(CheckedPod pod, Predicate<JsonNode> isBad) {
        return new Setters(
                false,
                pod.containers().stream()
                        .filter(container -> isBad.test(CheckedPod.context(container)))
                        .map(Setters::name)
                        .toList());
    }

    static String name(JsonNode container) {
        return Fields.text(container, "name");
    }

    boolean isEmpty() {
        return !isPod && containers.isEmpty();
    }

    /// `pod`, and `containers "a", "b"`.
    List<String> parts() {
        List<String> parts = new ArrayList<>();
        if (isPod) {
            parts.add("pod");
        }
        if (!containers.isEmpty()) {
            parts.add(containerText());
        }
        return parts;
    }

    /// `containers "a", "b"`.
    String containerText() {
        return Wording.plural("container", containers) + " " + Wording.quoted(containers);
    }

    /// `pod and containers "a", "b"`.
    @Override
    public String toString() {
        return String.join(" and ", parts());
    }
}
