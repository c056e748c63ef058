package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.network.AddressOwnerRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.IpAddressPrinter;
import java.util.List;

/// IPAddresses, each named by its address.
final class IpAddressStrategy extends KindStrategy {
    IpAddressStrategy() {
        super(Kinds.IP_ADDRESS, NameRule.PATH_SEGMENT, new IpAddressPrinter());
    }

    @Override
    void check(ObjectNode address, List<FieldError> errors) {
        AddressOwnerRules.name(address, errors);
        super.check(address, errors);
        AddressOwnerRules.parent(address, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        check(updated, errors);
        MetadataRules.change(updated, stored, errors);
        AddressOwnerRules.sameParent(updated, stored, errors);
    }
}
