package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.network.NetworkPolicyRules;
import dev.skiff.apiserver.table.NetworkPolicyPrinter;
import java.util.List;

/// NetworkPolicies.
final class NetworkPolicyStrategy extends KindStrategy {
    NetworkPolicyStrategy() {
        super(Kinds.NETWORK_POLICY, NameRule.DNS_SUBDOMAIN, new NetworkPolicyPrinter());
    }

    /// One that does not say what it is about is about what comes in, and about what goes out if it
    /// says something of that.
    @Override
    public void applyDefaults(ObjectNode policy) {
        ObjectNode spec = Fields.child(policy, "spec");
        if (Fields.at(spec, "policyTypes").isEmpty()) {
            ArrayNode types = spec.putArray("policyTypes").add("Ingress");
            if (!Fields.at(spec, "egress").isEmpty()) {
                types.add("Egress");
            }
        }
        for (String direction : List.of("ingress", "egress")) {
            for (JsonNode rule : Fields.at(spec, direction)) {
                for (JsonNode port : Fields.at(rule, "ports")) {
                    if (!Fields.has(port, "protocol")) {
                        ((ObjectNode) port).put("protocol", "TCP");
                    }
                }
            }
        }
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public List<String> warnings(ObjectNode policy) {
        return NetworkPolicyRules.warnings(Fields.at(policy, "spec"));
    }

    @Override
    public List<String> warnings(ObjectNode updated, ObjectNode stored) {
        return warnings(updated);
    }

    @Override
    void check(ObjectNode policy, List<FieldError> errors) {
        super.check(policy, errors);
        NetworkPolicyRules.check(Fields.at(policy, "spec"), errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.checkUpdate(updated, stored, errors);
        NetworkPolicyRules.check(Fields.at(updated, "spec"), errors);
    }
}
