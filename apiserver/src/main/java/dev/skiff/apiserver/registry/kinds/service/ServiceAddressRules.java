package dev.skiff.apiserver.registry.kinds.service;

import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.AddressRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// A Service's cluster addresses and their families.
final class ServiceAddressRules {
    private static final FieldPath IPS = ServiceRules.SPEC.child("clusterIPs");
    private static final FieldPath FAMILIES = ServiceRules.SPEC.child("ipFamilies");
    private static final List<String> SUPPORTED = List.of(ServiceSpec.IPV4, ServiceSpec.IPV6);
    private static final List<String> POLICIES =
            List.of("PreferDualStack", ServiceSpec.REQUIRE_DUAL_STACK, ServiceSpec.SINGLE_STACK);

    private ServiceAddressRules() {}

    static void check(ServiceSpec spec, List<FieldError> errors) {
        if (spec.isExternalName()) {
            return;
        }
        agreement(spec, errors);
        families(spec.families(), errors);
        FieldChecks.optionalOneOf(
                spec.node(), "ipFamilyPolicy", POLICIES, ServiceRules.SPEC, errors);
        int before = errors.size();
        boolean isMisplaced = addresses(spec, errors);
        boolean areAddresses = errors.size() == before && !isMisplaced;
        if (spec.clusterIps().size() > 2) {
            errors.add(invalid(spec, "may only hold up to 2 values"));
        }
        if (areAddresses) {
            pairs(spec, errors);
        }
    }

    private static FieldError invalid(ServiceSpec spec, String message) {
        return FieldError.invalid(IPS, Fields.at(spec.node(), "clusterIPs"), message);
    }

    /// The first address has a field of its own, from the time when there was one.
    private static void agreement(ServiceSpec spec, List<FieldError> errors) {
        List<String> all = spec.clusterIps();
        if (spec.clusterIp().isEmpty()) {
            if (!all.isEmpty()) {
                errors.add(invalid(spec, "must be empty when `clusterIP` is not specified"));
            }
        } else if (all.isEmpty()) {
            errors.add(FieldError.required(IPS, ""));
        } else if (!all.getFirst().equals(spec.clusterIp())) {
            errors.add(invalid(spec, "first value must match `clusterIP`"));
        }
    }

    private static void families(List<String> families, List<FieldError> errors) {
        for (int i = 0; i < families.size(); i++) {
            FieldChecks.oneOf(families.get(i), SUPPORTED, FAMILIES.index(i), errors);
            if (families.subList(0, i).contains(families.get(i))) {
                errors.add(FieldError.duplicate(FAMILIES.index(i), families.get(i)));
            }
        }
    }

    /// Whether `None` is among other addresses.
    private static boolean addresses(ServiceSpec spec, List<FieldError> errors) {
        List<String> addresses = spec.clusterIps();
        boolean isMisplaced = false;
        for (int i = 0; i < addresses.size(); i++) {
            if (i > 0 || !addresses.get(i).equals(ServiceSpec.HEADLESS)) {
                AddressRules.address(addresses.get(i), IPS.index(i), errors);
            } else if (addresses.size() > 1) {
                isMisplaced = true;
                errors.add(invalid(spec, "'None' must be the first and only value"));
            }
        }
        return isMisplaced;
    }

    /// One address of each family, in the order of the families.
    private static void pairs(ServiceSpec spec, List<FieldError> errors) {
        List<String> addresses = spec.clusterIps();
        long v6 = addresses.stream().filter(ServiceAddressRules::isV6).count();
        if (addresses.size() > 1 && (addresses.size() > 2 || v6 != 1)) {
            errors.add(invalid(spec, "may specify no more than one IP for each IP family"));
        }
        List<String> families = spec.families();
        for (int i = 0; i < addresses.size() && i < families.size(); i++) {
            boolean isV6Wanted = families.get(i).equals(ServiceSpec.IPV6);
            boolean isKnown = SUPPORTED.contains(families.get(i)) && !spec.isHeadless();
            if (isKnown && isV6Wanted != isV6(addresses.get(i))) {
                errors.add(
                        FieldError.invalid(
                                IPS.index(i),
                                addresses.get(i),
                                "expected an %s value as indicated by `ipFamilies[%d]`"
                                        .formatted(families.get(i), i)));
            }
        }
    }

    static boolean isV6(String address) {
        return address.indexOf(':') >= 0;
    }
}
