package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.network.IngressClassRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.table.IngressClassPrinter;
import java.util.List;

/// IngressClasses.
final class IngressClassStrategy extends KindStrategy {
    IngressClassStrategy() {
        super(Kinds.INGRESS_CLASS, NameRule.DNS_SUBDOMAIN, new IngressClassPrinter());
    }

    @Override
    public void applyDefaults(ObjectNode ingressClass) {
        JsonNode parameters = Fields.at(ingressClass, "spec", "parameters");
        if (parameters instanceof ObjectNode given && !Fields.has(given, "scope")) {
            given.put("scope", "Cluster");
        }
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    void check(ObjectNode ingressClass, List<FieldError> errors) {
        super.check(ingressClass, errors);
        IngressClassRules.check(Fields.at(ingressClass, "spec"), errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.checkUpdate(updated, stored, errors);
        FieldChecks.immutable(
                Fields.at(updated, "spec", "controller"),
                Fields.at(stored, "spec", "controller"),
                FieldPath.of("spec", "controller"),
                errors);
        check(updated, errors);
    }
}
