package dev.skiff.apiserver.registry.kinds.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.registry.rules.AddressRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// What Services have to be like, in upstream's order.
public final class ServiceRules {
    static final FieldPath SPEC = FieldPath.of("spec");
    private static final List<String> TYPES =
            List.of(
                    ServiceSpec.CLUSTER_IP,
                    ServiceSpec.EXTERNAL_NAME,
                    ServiceSpec.LOAD_BALANCER,
                    ServiceSpec.NODE_PORT);
    private static final String OLD_TOPOLOGY = "service.kubernetes.io/topology-aware-hints";
    private static final String TOPOLOGY = "service.kubernetes.io/topology-mode";

    private ServiceRules() {}

    public static void check(ObjectNode service, List<FieldError> errors) {
        MetadataRules.object(service, Kinds.SERVICE, NameRule.DNS_LABEL, errors);
        topology(Fields.at(service, "metadata", "annotations"), errors);
        ServiceSpec spec = ServiceSpec.of(service);
        if (spec.ports().isEmpty() && !spec.isHeadless() && !spec.isExternalName()) {
            errors.add(FieldError.required(SPEC.child("ports"), ""));
        }
        if (spec.needsNodePorts() && spec.isHeadless()) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child("clusterIPs").index(0),
                            ServiceSpec.HEADLESS,
                            "may not be set to 'None' for %s services".formatted(spec.type())));
        }
        if (spec.isExternalName()) {
            externalName(spec, errors);
        }
        ServicePortRules.check(spec.ports(), errors);
        LabelRules.labels(Fields.at(spec.node(), "selector"), SPEC.child("selector"), errors);
        ServiceTrafficRules.affinity(spec.node(), errors);
        ServiceAddressRules.check(spec, errors);
        externalIps(spec, errors);
        FieldChecks.requiredOneOf(spec.node(), "type", TYPES, SPEC, errors);
        if (spec.type().equals(ServiceSpec.CLUSTER_IP)) {
            ServicePortRules.noNodePorts(spec.ports(), errors);
        }
        ServicePortRules.duplicates(spec.ports(), errors);
        LoadBalancerRules.check(service, spec, errors);
        ServiceTrafficRules.policies(spec, errors);
    }

    private static void topology(JsonNode annotations, List<FieldError> errors) {
        String mode = Fields.text(annotations, TOPOLOGY);
        boolean isContradiction =
                annotations.has(TOPOLOGY)
                        && annotations.has(OLD_TOPOLOGY)
                        && !mode.equals(Fields.text(annotations, OLD_TOPOLOGY));
        if (isContradiction) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of("metadata", "annotations").key(TOPOLOGY),
                            mode,
                            "must match annotations[%s] when both are specified"
                                    .formatted(OLD_TOPOLOGY)));
        }
    }

    private static void externalName(ServiceSpec spec, List<FieldError> errors) {
        for (String field : List.of("clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
            JsonNode value = Fields.at(spec.node(), field);
            if (value.isTextual() || !value.isEmpty()) {
                errors.add(
                        FieldError.forbidden(
                                SPEC.child(field), "may not be set for ExternalName services"));
            }
        }
        String name = Fields.text(spec.node(), "externalName");
        String unqualified = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        FieldPath path = SPEC.child("externalName");
        if (unqualified.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        } else {
            FieldChecks.invalid(path, unqualified, TextRules.subdomain(unqualified), errors);
        }
    }

    private static void externalIps(ServiceSpec spec, List<FieldError> errors) {
        List<String> addresses = Fields.texts(Fields.at(spec.node(), "externalIPs"));
        for (int i = 0; i < addresses.size(); i++) {
            AddressRules.reachable(addresses.get(i), SPEC.child("externalIPs").index(i), errors);
        }
    }
}
