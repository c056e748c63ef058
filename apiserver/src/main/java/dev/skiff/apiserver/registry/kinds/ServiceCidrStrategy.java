package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.network.ServiceRangeRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.ServiceCidrPrinter;
import java.util.List;

/// ServiceCIDRs: ranges for the addresses of Services.
final class ServiceCidrStrategy extends KindStrategy {
    ServiceCidrStrategy() {
        super(Kinds.SERVICE_CIDR, NameRule.DNS_SUBDOMAIN, new ServiceCidrPrinter());
    }

    @Override
    public boolean keepsStatusOnCreate() {
        return true;
    }

    @Override
    public void prepareForStatusUpdate(ObjectNode updated, ObjectNode stored) {
        FixedMetadata.keep(updated, stored);
    }

    @Override
    void check(ObjectNode range, List<FieldError> errors) {
        super.check(range, errors);
        ServiceRangeRules.ofNew(range, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        ServiceRangeRules.ofChange(updated, stored, errors);
    }
}
