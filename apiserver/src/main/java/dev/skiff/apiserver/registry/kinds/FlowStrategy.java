package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.apply.FieldSet;
import dev.skiff.apiserver.registry.kinds.flow.FlowSchemaRules;
import dev.skiff.apiserver.table.TablePrinter;
import java.util.List;

/// What the kinds of flow control share: the same rules for what is new and what is changed, and
/// metadata that who writes the status leaves alone.
abstract class FlowStrategy extends KindStrategy {
    FlowStrategy(Kind kind, TablePrinter printer) {
        super(kind, NameRule.DNS_SUBDOMAIN, printer);
    }

    abstract void checkSpec(ObjectNode object, List<FieldError> errors);

    @Override
    public final boolean hasGeneration() {
        return true;
    }

    @Override
    public final void prepareForStatusUpdate(ObjectNode updated, ObjectNode stored) {
        FixedMetadata.keep(updated, stored);
    }

    @Override
    public final FieldSet fieldsBeyondStatus() {
        return FieldSet.ofFields(List.of("metadata"));
    }

    @Override
    final void check(ObjectNode object, List<FieldError> errors) {
        super.check(object, errors);
        checkSpec(object, errors);
        FlowSchemaRules.status(object, errors);
    }

    @Override
    final void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        check(updated, errors);
    }

    @Override
    final void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        FlowSchemaRules.status(updated, errors);
    }
}
