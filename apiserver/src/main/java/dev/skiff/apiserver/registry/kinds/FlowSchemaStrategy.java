package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.registry.kinds.flow.FlowSchemaRules;
import dev.skiff.apiserver.table.FlowSchemaPrinter;
import java.util.List;

/// FlowSchemas: which requests belong to which priority level.
final class FlowSchemaStrategy extends FlowStrategy {
    FlowSchemaStrategy() {
        super(Kinds.FLOW_SCHEMA, new FlowSchemaPrinter());
    }

    @Override
    public void applyDefaults(ObjectNode schema) {
        FlowSchemaRules.applyDefaults(schema);
    }

    @Override
    void checkSpec(ObjectNode schema, List<FieldError> errors) {
        FlowSchemaRules.check(schema, errors);
    }
}
