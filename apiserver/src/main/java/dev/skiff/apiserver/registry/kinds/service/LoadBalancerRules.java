package dev.skiff.apiserver.registry.kinds.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.AddressRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.IpAddress;
import java.util.List;

/// What only Services with a load balancer may say.
final class LoadBalancerRules {
    private static final FieldPath SPEC = ServiceRules.SPEC;
    private static final FieldPath INGRESS = FieldPath.of("status", "loadBalancer", "ingress");
    private static final String SOURCES = "service.beta.kubernetes.io/load-balancer-source-ranges";
    private static final String ONLY = "may only be used when `type` is 'LoadBalancer'";
    private static final List<String> MODES = List.of("Proxy", "VIP");

    private LoadBalancerRules() {}

    static void check(JsonNode service, ServiceSpec spec, List<FieldError> errors) {
        sources(service, spec, errors);
        boolean choosesPorts = Fields.has(spec.node(), "allocateLoadBalancerNodePorts");
        if (choosesPorts && !spec.isLoadBalancer()) {
            errors.add(FieldError.forbidden(SPEC.child("allocateLoadBalancerNodePorts"), ONLY));
        }
        if (!choosesPorts && spec.isLoadBalancer()) {
            errors.add(FieldError.required(FieldPath.of("allocateLoadBalancerNodePorts"), ""));
        }
        balancerClass(spec, errors);
    }

    /// Who may come in, by a field or by the annotation that was there before it.
    private static void sources(JsonNode service, ServiceSpec spec, List<FieldError> errors) {
        List<String> ranges = Fields.texts(Fields.at(spec.node(), "loadBalancerSourceRanges"));
        JsonNode annotation = Fields.at(service, "metadata", "annotations").path(SOURCES);
        if (!ranges.isEmpty()) {
            FieldPath path = SPEC.child("LoadBalancerSourceRanges");
            onlyForLoadBalancers(spec, path, errors);
            for (int i = 0; i < ranges.size(); i++) {
                AddressRules.range(ranges.get(i).strip(), path.index(i), errors);
            }
        } else if (annotation.isTextual()) {
            FieldPath path = FieldPath.of("metadata", "annotations").key(SOURCES);
            onlyForLoadBalancers(spec, path, errors);
            if (!annotation.asText().isBlank()) {
                for (String range : annotation.asText().split(",", -1)) {
                    AddressRules.range(range.strip(), path, errors);
                }
            }
        }
    }

    private static void onlyForLoadBalancers(
            ServiceSpec spec, FieldPath path, List<FieldError> errors) {
        if (!spec.isLoadBalancer()) {
            errors.add(FieldError.forbidden(path, ONLY));
        }
    }

    static void balancerClass(ServiceSpec spec, List<FieldError> errors) {
        if (!Fields.has(spec.node(), "loadBalancerClass")) {
            return;
        }
        FieldPath path = SPEC.child("loadBalancerClass");
        String name = Fields.text(spec.node(), "loadBalancerClass");
        if (spec.isLoadBalancer()) {
            FieldChecks.invalid(path, name, TextRules.qualifiedName(name), errors);
        } else {
            errors.add(FieldError.forbidden(path, ONLY));
        }
    }

    static void status(JsonNode updated, JsonNode stored, List<FieldError> errors) {
        JsonNode points = Fields.at(updated, "status", "loadBalancer", "ingress");
        JsonNode before = Fields.at(stored, "status", "loadBalancer", "ingress");
        if (!points.isEmpty() && before.isEmpty() && !ServiceSpec.of(updated).isLoadBalancer()) {
            errors.add(
                    FieldError.forbidden(
                            INGRESS, "may only be used when `spec.type` is 'LoadBalancer'"));
            return;
        }
        for (int i = 0; i < points.size(); i++) {
            point(points.get(i), INGRESS.index(i), errors);
        }
    }

    private static void point(JsonNode point, FieldPath path, List<FieldError> errors) {
        String ip = Fields.text(point, "ip");
        if (!ip.isEmpty()) {
            AddressRules.address(ip, path.child("ip"), errors);
        }
        boolean hasMode = Fields.has(point, "ipMode");
        if (!hasMode && !ip.isEmpty()) {
            errors.add(
                    FieldError.required(
                            path.child("ipMode"), "must be specified when `ip` is set"));
        } else if (hasMode && ip.isEmpty()) {
            errors.add(
                    FieldError.forbidden(
                            path.child("ipMode"), "may not be specified when `ip` is not set"));
        } else {
            FieldChecks.optionalOneOf(point, "ipMode", MODES, path, errors);
        }
        hostname(Fields.text(point, "hostname"), path.child("hostname"), errors);
    }

    private static void hostname(String name, FieldPath path, List<FieldError> errors) {
        if (name.isEmpty()) {
            return;
        }
        FieldChecks.invalid(path, name, TextRules.subdomain(name), errors);
        if (IpAddress.parse(name).isPresent()) {
            errors.add(FieldError.invalid(path, name, "must be a DNS name, not an IP address"));
        }
    }
}
