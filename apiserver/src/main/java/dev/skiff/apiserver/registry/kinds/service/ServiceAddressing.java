package dev.skiff.apiserver.registry.kinds.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What clients need not repeat about a Service's addresses: what it was given before stays, and
/// fields that say the same in two ways follow each other.
public final class ServiceAddressing {
    private static final FieldPath SPEC = ServiceRules.SPEC;
    private static final FieldPath POLICY = SPEC.child("ipFamilyPolicy");

    private final ObjectNode node;
    private final ServiceSpec spec;
    private final ServiceSpec before;
    private final String family;

    /// @param stored missing for a new Service
    /// @param family the one that this cluster has addresses of
    public ServiceAddressing(ObjectNode service, JsonNode stored, String family) {
        this.node = Fields.child(service, "spec");
        this.spec = new ServiceSpec(node);
        this.before = ServiceSpec.of(stored);
        this.family = family;
    }

    /// Fills in what is known; answers why it cannot be, in upstream's words.
    public List<FieldError> complete() {
        if (before.node().isObject()) {
            keep();
            follow();
        } else if (!spec.clusterIp().isEmpty() && spec.clusterIps().isEmpty()) {
            node.putArray("clusterIPs").add(spec.clusterIp());
        }
        return spec.isExternalName() ? List.of() : families();
    }

    private void keep() {
        if (!before.isExternalName() && !spec.isExternalName()) {
            if (spec.clusterIp().isEmpty() && !before.clusterIp().isEmpty()) {
                node.put("clusterIP", before.clusterIp());
            }
            if (spec.clusterIps().isEmpty() && !before.clusterIps().isEmpty()) {
                set("clusterIPs", before.clusterIps());
            }
        }
        if (before.needsNodePorts() && spec.needsNodePorts()) {
            keepNodePorts();
        }
        boolean hasNoHealthPort = Fields.number(node, "healthCheckNodePort") == 0;
        if (before.needsHealthPort() && spec.needsHealthPort() && hasNoHealthPort) {
            node.set("healthCheckNodePort", Fields.at(before.node(), "healthCheckNodePort"));
        }
    }

    /// Ports without a node port keep the one that a port of their name had, unless another port
    /// took that over.
    private void keepNodePorts() {
        TreeSet<Long> used = new TreeSet<>();
        for (JsonNode port : spec.ports()) {
            used.add(Fields.number(port, "nodePort"));
        }
        for (JsonNode port : spec.ports()) {
            if (Fields.number(port, "nodePort") == 0 && port instanceof ObjectNode object) {
                long old = oldNodePort(Fields.text(port, "name"));
                if (old != 0 && used.add(old)) {
                    object.put("nodePort", old);
                }
            }
        }
    }

    private long oldNodePort(String name) {
        long found = 0;
        for (JsonNode port : before.ports()) {
            if (Fields.text(port, "name").equals(name)) {
                found = Fields.number(port, "nodePort");
            }
        }
        return found;
    }

    /// When only the older of the two address fields changes, the newer follows.
    private void follow() {
        boolean isOlderChanged = !spec.clusterIp().equals(before.clusterIp());
        if (isOlderChanged && spec.clusterIps().equals(before.clusterIps())) {
            node.remove("clusterIPs");
            if (!spec.clusterIp().isEmpty()) {
                node.putArray("clusterIPs").add(spec.clusterIp());
            }
        }
    }

    private List<FieldError> families() {
        boolean isAnyHeadless =
                spec.clusterIp().equals(ServiceSpec.HEADLESS)
                        && Fields.at(node, "selector").isEmpty();
        if (spec.familyPolicy().isEmpty()) {
            String inferred =
                    isAnyHeadless ? ServiceSpec.REQUIRE_DUAL_STACK : ServiceSpec.SINGLE_STACK;
            node.put(
                    "ipFamilyPolicy",
                    before.familyPolicy().isEmpty() ? inferred : before.familyPolicy());
        }
        List<FieldError> errors = new ArrayList<>(0);
        ServiceAddressRules.check(spec, errors);
        if (errors.isEmpty()) {
            reduce(errors);
            numbers(errors);
            infer(errors);
        }
        if (errors.isEmpty()) {
            if (isAnyHeadless) {
                completeHeadless();
            } else {
                completeFamilies(errors);
            }
        }
        return errors;
    }

    private boolean isSingleStack() {
        return spec.familyPolicy().equals(ServiceSpec.SINGLE_STACK);
    }

    /// Asking for one family is enough to lose the second; losing it needs to be asked for.
    private void reduce(List<FieldError> errors) {
        if (isSingleStack()) {
            firstOfSame("clusterIPs", spec.clusterIps(), before.clusterIps());
            firstOfSame("ipFamilies", spec.families(), before.families());
            return;
        }
        if (isReduced(spec.clusterIps(), before.clusterIps())) {
            errors.add(invalidPolicy("must be 'SingleStack' to release the secondary cluster IP"));
        }
        if (isReduced(spec.families(), before.families())) {
            errors.add(invalidPolicy("must be 'SingleStack' to release the secondary IP family"));
        }
    }

    private void firstOfSame(String field, List<String> now, List<String> old) {
        if (now.size() > 1 && now.equals(old)) {
            set(field, List.of(now.getFirst()));
        }
    }

    private static boolean isReduced(List<String> now, List<String> old) {
        return now.size() == 1 && old.size() == 2 && now.getFirst().equals(old.getFirst());
    }

    private FieldError invalidPolicy(String message) {
        return FieldError.invalid(POLICY, spec.familyPolicy(), message);
    }

    private void numbers(List<FieldError> errors) {
        String message =
                "must be 'RequireDualStack' or 'PreferDualStack' when multiple %s are specified";
        if (isSingleStack() && spec.clusterIps().size() == 2) {
            errors.add(invalidPolicy(message.formatted("cluster IPs")));
        }
        if (isSingleStack() && spec.families().size() == 2) {
            errors.add(invalidPolicy(message.formatted("IP families")));
        }
    }

    private void infer(List<FieldError> errors) {
        List<String> addresses = spec.clusterIps();
        List<String> families = new ArrayList<>(spec.families());
        for (int i = families.size(); i < addresses.size(); i++) {
            if (addresses.get(i).equals(ServiceSpec.HEADLESS)) {
                break;
            }
            boolean isV6 = ServiceAddressRules.isV6(addresses.get(i));
            String inferred = isV6 ? ServiceSpec.IPV6 : ServiceSpec.IPV4;
            families.add(inferred);
            if (!inferred.equals(family)) {
                errors.add(
                        FieldError.invalid(
                                SPEC.child("clusterIPs").index(i),
                                Fields.at(node, "clusterIPs"),
                                inferred + " is not configured on this cluster"));
            }
        }
        if (!families.isEmpty()) {
            set("ipFamilies", families);
        }
    }

    /// Without addresses and pods of its own, a Service may have families that the cluster has not.
    private void completeHeadless() {
        List<String> families = new ArrayList<>(spec.families());
        if (families.isEmpty()) {
            families.add(family);
        }
        if (families.size() == 1 && !isSingleStack()) {
            boolean isV4 = families.getFirst().equals(ServiceSpec.IPV4);
            families.add(isV4 ? ServiceSpec.IPV6 : ServiceSpec.IPV4);
        }
        set("ipFamilies", families);
    }

    private void completeFamilies(List<FieldError> errors) {
        if (spec.familyPolicy().equals(ServiceSpec.REQUIRE_DUAL_STACK)) {
            errors.add(invalidPolicy("this cluster is not configured for dual-stack services"));
        }
        List<String> families = spec.families();
        for (int i = 0; i < families.size(); i++) {
            if (!families.get(i).equals(family)) {
                errors.add(
                        FieldError.invalid(
                                SPEC.child("ipFamilies").index(i),
                                families.get(i),
                                "not configured on this cluster"));
            }
        }
        if (families.isEmpty()) {
            set("ipFamilies", List.of(family));
        }
    }

    private void set(String field, List<String> values) {
        ArrayNode list = node.putArray(field);
        values.forEach(list::add);
    }
}
