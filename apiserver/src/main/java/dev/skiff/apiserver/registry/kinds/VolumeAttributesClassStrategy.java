package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.storage.ClassRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.VolumeAttributesClassPrinter;
import java.util.List;

/// VolumeAttributesClasses.
final class VolumeAttributesClassStrategy extends KindStrategy {
    VolumeAttributesClassStrategy() {
        super(
                Kinds.VOLUME_ATTRIBUTES_CLASS,
                NameRule.DNS_SUBDOMAIN,
                new VolumeAttributesClassPrinter());
    }

    @Override
    void check(ObjectNode attributes, List<FieldError> errors) {
        super.check(attributes, errors);
        ClassRules.provisioner(attributes, "driverName", errors);
        ClassRules.parameters(Fields.at(attributes, "parameters"), errors);
        if (Fields.at(attributes, "parameters").isEmpty()) {
            errors.add(
                    FieldError.required(
                            FieldPath.of("parameters"),
                            "must contain at least one key/value pair"));
        }
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        check(updated, errors);
        MetadataRules.change(updated, stored, errors);
        for (String field : List.of("driverName", "parameters")) {
            if (!Fields.at(updated, field).equals(Fields.at(stored, field))) {
                errors.add(
                        FieldError.forbidden(
                                FieldPath.of(field),
                                "updates to %s are forbidden.".formatted(field)));
            }
        }
        check(updated, errors);
    }
}
