package dev.skiff.standalone;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Which kinds something in a whole cluster acts on. The README names them from here.
final class AttendedKinds {
    /// With the kinds that are data for others.
    private static final SortedSet<String> ATTENDED =
            new TreeSet<>(
                    List.of(
                            "Binding",
                            "ConfigMap",
                            "ControllerRevision.apps",
                            "Deployment.apps",
                            "EndpointSlice.discovery.k8s.io",
                            "Endpoints",
                            "Event",
                            "Event.events.k8s.io",
                            "Lease.coordination.k8s.io",
                            "LocalSubjectAccessReview.authorization.k8s.io",
                            "Namespace",
                            "Node",
                            "Pod",
                            "PodTemplate",
                            "PriorityClass.scheduling.k8s.io",
                            "ReplicaSet.apps",
                            "RuntimeClass.node.k8s.io",
                            "Secret",
                            "SelfSubjectAccessReview.authorization.k8s.io",
                            "SelfSubjectReview.authentication.k8s.io",
                            "SelfSubjectRulesReview.authorization.k8s.io",
                            "Service",
                            "ServiceAccount",
                            "SubjectAccessReview.authorization.k8s.io",
                            "TokenReview.authentication.k8s.io"));

    private AttendedKinds() {}

    static boolean isAttended(Kind kind) {
        return ATTENDED.contains(kind.qualifiedName());
    }

    /// The others that we serve.
    static List<Kind> unattended() {
        return Kinds.ALL.stream().filter(kind -> !isAttended(kind)).toList();
    }

    /// The names of kinds we serve, as users read them.
    static String names(Predicate<Kind> wanted) {
        return Kinds.ALL.stream()
                .filter(wanted)
                .map(Kind::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
