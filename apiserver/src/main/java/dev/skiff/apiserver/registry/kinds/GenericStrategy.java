package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.ResourceStrategy;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.NameAgePrinter;
import dev.skiff.apiserver.table.TablePrinter;
import java.util.ArrayList;
import java.util.List;

/// A kind without rules of its own beyond its metadata.
record GenericStrategy(Kind kind) implements ResourceStrategy {
    @Override
    public NameRule nameRule() {
        return NameRule.DNS_SUBDOMAIN;
    }

    @Override
    public List<FieldError> validate(ObjectNode object) {
        List<FieldError> errors = new ArrayList<>(0);
        MetadataRules.object(object, kind, nameRule(), errors);
        return errors;
    }

    @Override
    public List<FieldError> validateUpdate(ObjectNode updated, ObjectNode stored) {
        List<FieldError> errors = new ArrayList<>(0);
        MetadataRules.change(updated, stored, errors);
        return errors;
    }

    @Override
    public List<FieldError> validateStatusUpdate(ObjectNode updated, ObjectNode stored) {
        return validateUpdate(updated, stored);
    }

    @Override
    public TablePrinter printer() {
        return new NameAgePrinter();
    }
}
