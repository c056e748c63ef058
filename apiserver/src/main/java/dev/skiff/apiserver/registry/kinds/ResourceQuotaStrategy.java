package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.quota.QuotaRules;
import dev.skiff.apiserver.table.ResourceQuotaPrinter;
import java.util.List;

/// ResourceQuotas.
final class ResourceQuotaStrategy extends KindStrategy {
    ResourceQuotaStrategy() {
        super(Kinds.RESOURCE_QUOTA, NameRule.DNS_SUBDOMAIN, new ResourceQuotaPrinter());
    }

    @Override
    public List<String> warnings(ObjectNode quota) {
        return QuotaRules.warnings(Fields.at(quota, "spec", "hard"));
    }

    @Override
    void check(ObjectNode quota, List<FieldError> errors) {
        super.check(quota, errors);
        QuotaRules.spec(Fields.at(quota, "spec"), errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.checkUpdate(updated, stored, errors);
        QuotaRules.spec(Fields.at(updated, "spec"), errors);
        QuotaRules.sameScopes(updated, stored, errors);
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.checkStatus(updated, stored, errors);
        QuotaRules.status(Fields.at(updated, "status"), errors);
    }
}
