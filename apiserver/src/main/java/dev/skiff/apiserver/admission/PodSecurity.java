package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.podsecurity.CheckedPod;
import dev.skiff.apiserver.podsecurity.ExistingPods;
import dev.skiff.apiserver.podsecurity.NamespacePolicy;
import dev.skiff.apiserver.podsecurity.SecurityStandards;
import dev.skiff.apiserver.podsecurity.Standard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Holds pods to the security standards that the labels of their namespace name. Workloads are only
/// warned of: it is their pods that are refused.
final class PodSecurity implements AdmissionPlugin {
    /// Subresources through which no pod's spec changes.
    private static final List<String> HARMLESS =
            List.of(
                    "attach",
                    "binding",
                    "eviction",
                    "exec",
                    "log",
                    "portforward",
                    "proxy",
                    "status");
    private static final List<Kind> WORKLOADS =
            List.of(
                    Kinds.REPLICATION_CONTROLLER,
                    Kinds.REPLICA_SET,
                    Kinds.DEPLOYMENT,
                    Kinds.STATEFUL_SET,
                    Kinds.DAEMON_SET,
                    Kinds.JOB);

    private final ClusterState cluster;

    PodSecurity(ClusterState cluster) {
        this.cluster = cluster;
    }

    @Override
    public void admit(AdmissionRequest request) {}

    @Override
    public void check(AdmissionRequest request) {
        if (request.isOf(Kinds.NAMESPACE)) {
            checkNamespace(request);
        } else if (request.kind().equals(Kinds.POD) && !HARMLESS.contains(request.subresource())) {
            checkPod(request);
        } else if (request.subresource().isEmpty()) {
            template(request).ifPresent(template -> checkTemplate(request, template));
        }
    }

    private void checkNamespace(AdmissionRequest request) {
        NamespacePolicy now = NamespacePolicy.of(request.object());
        Optional<NamespacePolicy> before = request.stored().map(NamespacePolicy::of);
        boolean isOld = before.isPresent() && before.get().errors().equals(now.errors());
        if (!now.errors().isEmpty() && !isOld) {
            throw FieldError.invalid(Kinds.NAMESPACE, request.name(), now.errors());
        }
        if (before.isPresent() && isStricter(now.enforce(), before.get().enforce())) {
            ExistingPods.warnings(request.name(), now.enforce(), pods(request.name()))
                    .forEach(request.warnings());
        }
    }

    private static boolean isStricter(Standard now, Standard before) {
        boolean isRelaxed =
                now.version().equals(before.version())
                        && now.level().compareTo(before.level()) <= 0;
        return now.isRestraining() && !isRelaxed;
    }

    private List<JsonNode> pods(String namespace) {
        List<JsonNode> pods = new ArrayList<>();
        cluster.all(Kinds.POD, namespace).forEach(pod -> pods.add(pod.tree()));
        return pods;
    }

    private void checkPod(AdmissionRequest request) {
        NamespacePolicy policy =
                policy(request)
                        .orElseThrow(
                                () ->
                                        ApiException.internal(
                                                "failed to lookup namespace "
                                                        + request.namespace()));
        boolean isHeld = policy.enforce().isRestraining() || policy.warn().isRestraining();
        if (!isHeld
                || request.stored().filter(old -> isAsSafe(request.object(), old)).isPresent()) {
            return;
        }
        CheckedPod pod = new CheckedPod(request.object());
        SecurityStandards.objection(policy.enforce(), pod)
                .ifPresent(
                        objection -> {
                            throw request.forbidden(
                                    "violates PodSecurity \"%s\": %s"
                                            .formatted(policy.enforce(), objection));
                        });
        warn(request, policy.warn(), pod);
    }

    private void checkTemplate(AdmissionRequest request, JsonNode template) {
        policy(request).ifPresent(policy -> warn(request, policy.warn(), new CheckedPod(template)));
    }

    private static void warn(AdmissionRequest request, Standard standard, CheckedPod pod) {
        SecurityStandards.objection(standard, pod)
                .ifPresent(
                        objection ->
                                request.warnings()
                                        .accept(
                                                "would violate PodSecurity \"%s\": %s"
                                                        .formatted(standard, objection)));
    }

    private Optional<NamespacePolicy> policy(AdmissionRequest request) {
        return cluster.find(Kinds.NAMESPACE, "", request.namespace())
                .map(StoredObject::tree)
                .map(NamespacePolicy::of);
    }

    private static Optional<JsonNode> template(AdmissionRequest request) {
        ObjectNode object = request.object();
        if (request.kind().equals(Kinds.POD_TEMPLATE)) {
            return Optional.of(Fields.at(object, "template"));
        }
        if (request.kind().equals(Kinds.CRON_JOB)) {
            return Optional.of(Fields.at(object, "spec", "jobTemplate", "spec", "template"));
        }
        return WORKLOADS.contains(request.kind())
                ? Optional.of(Fields.at(object, "spec", "template"))
                : Optional.empty();
    }

    /// Whether a change leaves alone what the standards look at and what may change in a pod:
    /// images, and seccomp profiles in annotations.
    private static boolean isAsSafe(JsonNode pod, JsonNode old) {
        return isSame(pod, old, "seccomp.security.alpha.kubernetes.io/pod")
                && isSameInOrder(pod, old, "containers")
                && isSameInOrder(pod, old, "initContainers")
                && hasNoNewEphemeral(pod, old);
    }

    private static boolean isSameInOrder(JsonNode pod, JsonNode old, String list) {
        JsonNode containers = Fields.at(pod, "spec", list);
        JsonNode before = Fields.at(old, "spec", list);
        if (containers.size() != before.size()) {
            return false;
        }
        for (int i = 0; i < containers.size(); i++) {
            if (!isSameContainer(pod, old, containers.get(i), before.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasNoNewEphemeral(JsonNode pod, JsonNode old) {
        for (JsonNode container : Fields.at(pod, "spec", "ephemeralContainers")) {
            boolean isOld = false;
            for (JsonNode candidate : Fields.at(old, "spec", "ephemeralContainers")) {
                isOld |=
                        Fields.text(candidate, "name").equals(Fields.text(container, "name"))
                                && isSameContainer(pod, old, container, candidate);
            }
            if (!isOld) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSameContainer(
            JsonNode pod, JsonNode old, JsonNode container, JsonNode before) {
        String seccomp =
                "container.seccomp.security.alpha.kubernetes.io/" + Fields.text(container, "name");
        return Fields.text(container, "image").equals(Fields.text(before, "image"))
                && isSame(pod, old, seccomp);
    }

    private static boolean isSame(JsonNode pod, JsonNode old, String annotation) {
        return Fields.text(pod, "metadata", "annotations", annotation)
                .equals(Fields.text(old, "metadata", "annotations", annotation));
    }
}
