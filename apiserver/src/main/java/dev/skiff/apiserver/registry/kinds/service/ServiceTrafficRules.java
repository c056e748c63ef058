package dev.skiff.apiserver.registry.kinds.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// To which of a Service's pods traffic goes.
final class ServiceTrafficRules {
    private static final FieldPath SPEC = ServiceRules.SPEC;
    private static final List<String> AFFINITIES = List.of("ClientIP", "None");
    private static final List<String> POLICIES = List.of("Cluster", "Local");
    private static final List<String> DISTRIBUTIONS =
            List.of("PreferClose", "PreferSameZone", "PreferSameNode");
    private static final List<String> INTERNAL_TYPES =
            List.of(ServiceSpec.CLUSTER_IP, ServiceSpec.NODE_PORT, ServiceSpec.LOAD_BALANCER);
    private static final int DAY_SECONDS = 86_400;

    private ServiceTrafficRules() {}

    static void affinity(JsonNode spec, List<FieldError> errors) {
        FieldChecks.requiredOneOf(spec, "sessionAffinity", AFFINITIES, SPEC, errors);
        FieldPath path = SPEC.child("sessionAffinityConfig");
        JsonNode config = Fields.at(spec, "sessionAffinityConfig");
        switch (Fields.text(spec, "sessionAffinity")) {
            case "ClientIP" -> clientAffinity(config, path, errors);
            case "None" -> {
                if (config.isObject()) {
                    errors.add(
                            FieldError.forbidden(
                                    path, "must not be set when session affinity is None"));
                }
            }
            default -> {}
        }
    }

    private static void clientAffinity(JsonNode config, FieldPath path, List<FieldError> errors) {
        JsonNode timeout = Fields.at(config, "clientIP", "timeoutSeconds");
        FieldPath timeoutPath = path.child("clientIP").child("timeoutSeconds");
        if (!timeout.isNumber()) {
            errors.add(FieldError.required(timeoutPath, "when session affinity type is ClientIP"));
        } else if (timeout.asLong() <= 0 || timeout.asLong() > DAY_SECONDS) {
            errors.add(
                    FieldError.invalid(
                            timeoutPath,
                            timeout.asLong(),
                            "must be greater than 0 and less than " + DAY_SECONDS));
        }
    }

    static void policies(ServiceSpec spec, List<FieldError> errors) {
        external(spec, errors);
        healthPort(spec, errors);
        JsonNode node = spec.node();
        if (INTERNAL_TYPES.contains(spec.type())) {
            FieldChecks.requiredOneOf(node, "internalTrafficPolicy", POLICIES, SPEC, errors);
        } else {
            FieldChecks.optionalOneOf(node, "internalTrafficPolicy", POLICIES, SPEC, errors);
        }
        FieldChecks.optionalOneOf(node, "trafficDistribution", DISTRIBUTIONS, SPEC, errors);
    }

    private static void external(ServiceSpec spec, List<FieldError> errors) {
        String policy = Fields.text(spec.node(), "externalTrafficPolicy");
        if (spec.isExternallyAccessible()) {
            FieldChecks.requiredOneOf(spec.node(), "externalTrafficPolicy", POLICIES, SPEC, errors);
        } else if (!policy.isEmpty()) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child("externalTrafficPolicy"),
                            policy,
                            "may only be set for externally-accessible services"));
        }
    }

    private static void healthPort(ServiceSpec spec, List<FieldError> errors) {
        long port = Fields.number(spec.node(), "healthCheckNodePort");
        FieldPath path = SPEC.child("healthCheckNodePort");
        if (spec.needsHealthPort()) {
            if (port == 0) {
                errors.add(FieldError.required(path, ""));
            } else {
                FieldChecks.invalid(path, port, TextRules.portNumber(port), errors);
            }
        } else if (port != 0) {
            errors.add(
                    FieldError.invalid(
                            path,
                            port,
                            "may only be set when `type` is 'LoadBalancer' and"
                                    + " `externalTrafficPolicy` is 'Local'"));
        }
    }
}
