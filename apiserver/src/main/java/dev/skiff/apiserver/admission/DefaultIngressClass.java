package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.StoredObject;
import java.util.Comparator;
import java.util.Optional;

/// A new Ingress that says nothing of its class is of the default one, the newest where several
/// are.
final class DefaultIngressClass implements AdmissionPlugin {
    private static final String OLD_STYLE = "kubernetes.io/ingress.class";
    private static final String IS_DEFAULT = "ingressclass.kubernetes.io/is-default-class";

    private final ClusterState cluster;

    DefaultIngressClass(ClusterState cluster) {
        this.cluster = cluster;
    }

    @Override
    public void admit(AdmissionRequest request) {
        boolean isNewIngress =
                request.operation() == AdmissionRequest.Operation.CREATE
                        && request.isOf(Kinds.INGRESS);
        if (isNewIngress && !saysItsClass(request.object())) {
            defaultClass()
                    .ifPresent(
                            name ->
                                    request.object()
                                            .withObjectProperty("spec")
                                            .put("ingressClassName", name));
        }
    }

    private static boolean saysItsClass(ObjectNode ingress) {
        return ingress.path("spec").hasNonNull("ingressClassName")
                || ingress.at("/metadata/annotations").has(OLD_STYLE);
    }

    private Optional<String> defaultClass() {
        return cluster.all(Kinds.INGRESS_CLASS).stream()
                .map(StoredObject::tree)
                .filter(
                        c ->
                                c.at("/metadata/annotations")
                                        .path(IS_DEFAULT)
                                        .asText("")
                                        .equals("true"))
                .min(
                        Comparator.comparing(
                                        (ObjectNode c) ->
                                                c.at("/metadata/creationTimestamp").asText())
                                .reversed()
                                .thenComparing(c -> c.at("/metadata/name").asText()))
                .map(c -> c.at("/metadata/name").asText());
    }
}
