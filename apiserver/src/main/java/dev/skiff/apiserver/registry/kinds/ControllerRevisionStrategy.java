package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.table.ControllerRevisionPrinter;
import java.util.List;

/// ControllerRevisions: what a workload was like once. That stays as it is.
final class ControllerRevisionStrategy extends KindStrategy {
    private static final FieldPath DATA = FieldPath.of("data");

    ControllerRevisionStrategy() {
        super(Kinds.CONTROLLER_REVISION, NameRule.DNS_SUBDOMAIN, new ControllerRevisionPrinter());
    }

    @Override
    void check(ObjectNode revision, List<FieldError> errors) {
        super.check(revision, errors);
        if (!Fields.has(revision, "data")) {
            errors.add(FieldError.required(DATA, "data is mandatory"));
        }
        FieldChecks.nonNegative(revision, "revision", FieldPath.ROOT, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        check(updated, errors);
        JsonNode data = Fields.at(updated, "data");
        if (!data.equals(Fields.at(stored, "data"))) {
            JsonNode shown = data.isMissingNode() ? NullNode.getInstance() : data;
            errors.add(FieldError.invalid(DATA, shown, FieldChecks.IMMUTABLE));
        }
    }
}
