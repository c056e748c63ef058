package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.quota.LimitDefaults;
import dev.skiff.apiserver.registry.kinds.quota.LimitRangeRules;
import dev.skiff.apiserver.table.NameAgePrinter;
import java.util.List;

/// LimitRanges. No limits are told as null.
final class LimitRangeStrategy extends KindStrategy {
    LimitRangeStrategy() {
        super(Kinds.LIMIT_RANGE, NameRule.DNS_SUBDOMAIN, new NameAgePrinter());
    }

    @Override
    public void applyDefaults(ObjectNode limitRange) {
        LimitDefaults.apply(limitRange);
    }

    @Override
    public void prepareForCreate(ObjectNode limitRange) {
        ObjectNode spec = Fields.child(limitRange, "spec");
        if (Fields.at(spec, "limits").isEmpty()) {
            spec.putNull("limits");
        }
    }

    @Override
    public void prepareForUpdate(ObjectNode updated, ObjectNode stored) {
        prepareForCreate(updated);
    }

    @Override
    public boolean allowsCreateOnUpdate() {
        return true;
    }

    @Override
    void check(ObjectNode limitRange, List<FieldError> errors) {
        super.check(limitRange, errors);
        LimitRangeRules.check(Fields.at(limitRange, "spec", "limits"), errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        check(updated, errors);
    }
}
