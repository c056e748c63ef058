package dev.skiff.apiserver.registry.kinds.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import java.util.List;

/// How Services may change.
public final class ServiceChangeRules {
    private static final FieldPath SPEC = ServiceRules.SPEC;
    private static final String FIXED = "may not change once set";
    private static final String MUST_RELEASE =
            "must be set to 'SingleStack' when releasing the secondary %s";

    private ServiceChangeRules() {}

    public static void check(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        ServiceSpec now = ServiceSpec.of(updated);
        ServiceSpec before = ServiceSpec.of(stored);
        if (!now.isExternalName() && !before.isExternalName()) {
            addresses(now, before, errors);
            families(now, before, errors);
        }
        balancerClass(now, before, errors);
        if (now.needsHealthPort()
                && before.needsHealthPort()
                && Fields.number(now.node(), "healthCheckNodePort")
                        != Fields.number(before.node(), "healthCheckNodePort")) {
            errors.add(
                    FieldError.forbidden(SPEC.child("healthCheckNodePort"), "field is immutable"));
        }
        ServiceRules.check(updated, errors);
    }

    /// A change of the status.
    public static void status(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        LoadBalancerRules.status(updated, stored, errors);
    }

    private static void balancerClass(
            ServiceSpec now, ServiceSpec before, List<FieldError> errors) {
        JsonNode name = Fields.at(now.node(), "loadBalancerClass");
        if (now.isLoadBalancer()
                && before.isLoadBalancer()
                && !name.equals(Fields.at(before.node(), "loadBalancerClass"))) {
            errors.add(FieldError.invalid(SPEC.child("loadBalancerClass"), name, FIXED));
        }
        LoadBalancerRules.balancerClass(now, errors);
    }

    private static void addresses(ServiceSpec now, ServiceSpec before, List<FieldError> errors) {
        List<String> ips = now.clusterIps();
        List<String> old = before.clusterIps();
        JsonNode value = Fields.at(now.node(), "clusterIPs");
        FieldPath path = SPEC.child("clusterIPs");
        if (now.isHeadless() && before.isHeadless()) {
            return;
        }
        if (ips.size() == old.size()) {
            for (int i = 0; i < ips.size(); i++) {
                if (!ips.get(i).equals(old.get(i))) {
                    errors.add(FieldError.invalid(path.index(i), value, FIXED));
                }
            }
            return;
        }
        if (ips.isEmpty()) {
            errors.add(
                    FieldError.invalid(path.index(0), value, "primary clusterIP can not be unset"));
        } else if (!old.isEmpty() && !ips.getFirst().equals(old.getFirst())) {
            errors.add(FieldError.invalid(path.index(0), value, FIXED));
        }
        if (old.size() > ips.size() && ips.size() == 1) {
            released(now, "clusterIP", errors);
        }
    }

    private static void families(ServiceSpec now, ServiceSpec before, List<FieldError> errors) {
        if (now.isHeadless() || before.isHeadless()) {
            return;
        }
        List<String> families = now.families();
        List<String> old = before.families();
        JsonNode value = Fields.at(now.node(), "ipFamilies");
        FieldPath first = SPEC.child("ipFamilies").index(0);
        if (families.size() == old.size()) {
            for (int i = 0; i < families.size(); i++) {
                if (!families.get(i).equals(old.get(i))) {
                    errors.add(FieldError.invalid(first, value, FIXED));
                }
            }
            return;
        }
        if (old.size() > families.size() && now.clusterIps().isEmpty()) {
            errors.add(FieldError.invalid(first, value, "primary ipFamily can not be unset"));
        }
        if (!families.isEmpty() && !old.isEmpty() && !families.getFirst().equals(old.getFirst())) {
            JsonNode addresses = Fields.at(now.node(), "clusterIPs");
            errors.add(FieldError.invalid(first, addresses, FIXED));
        }
        if (old.size() > families.size() && families.size() == 1) {
            released(now, "ipFamily", errors);
        }
    }

    private static void released(ServiceSpec now, String what, List<FieldError> errors) {
        if (!now.familyPolicy().equals(ServiceSpec.SINGLE_STACK)) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child("ipFamilyPolicy"),
                            Fields.at(now.node(), "ipFamilyPolicy"),
                            MUST_RELEASE.formatted(what)));
        }
    }
}
