package dev.skiff.apiserver.registry.kinds.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.List;

/// What clients are told about a Service that is allowed but hardly meant.
public final class ServiceWarnings {
    private ServiceWarnings() {}

    public static List<String> of(JsonNode service) {
        List<String> warnings = new ArrayList<>(0);
        JsonNode annotations = Fields.at(service, "metadata", "annotations");
        if (annotations.has("service.kubernetes.io/topology-aware-hints")) {
            warnings.add(
                    "annotation service.kubernetes.io/topology-aware-hints is deprecated, please"
                            + " use service.kubernetes.io/topology-mode instead");
        }
        ServiceSpec spec = ServiceSpec.of(service);
        boolean hasExternalIps = !Fields.at(spec.node(), "externalIPs").isEmpty();
        if (spec.type().equals(ServiceSpec.CLUSTER_IP) && spec.isHeadless()) {
            headless(spec, hasExternalIps, warnings);
        }
        if (spec.isExternalName() && hasExternalIps) {
            warnings.add("spec.externalIPs is ignored when spec.type is \"ExternalName\"");
        }
        if (!spec.isExternalName() && !Fields.text(spec.node(), "externalName").isEmpty()) {
            warnings.add("spec.externalName is ignored when spec.type is not \"ExternalName\"");
        }
        if (Fields.text(spec.node(), "trafficDistribution").equals("PreferClose")) {
            warnings.add(
                    "spec.trafficDistribution: \"PreferClose\" is deprecated; use"
                            + " \"PreferSameZone\"");
        }
        return warnings;
    }

    private static void headless(ServiceSpec spec, boolean hasExternalIps, List<String> warnings) {
        if (!Fields.text(spec.node(), "loadBalancerIP").isEmpty()) {
            warnings.add("spec.loadBalancerIP is ignored for headless services");
        }
        if (hasExternalIps) {
            warnings.add("spec.externalIPs is ignored for headless services");
        }
        if (!Fields.text(spec.node(), "sessionAffinity").equals("None")) {
            warnings.add("spec.SessionAffinity is ignored for headless services");
        }
    }
}
