package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.registry.kinds.flow.PriorityLevelRules;
import dev.skiff.apiserver.table.PriorityLevelPrinter;
import java.util.List;

/// PriorityLevelConfigurations: how many requests of a level are served at once.
final class PriorityLevelStrategy extends FlowStrategy {
    PriorityLevelStrategy() {
        super(Kinds.PRIORITY_LEVEL_CONFIGURATION, new PriorityLevelPrinter());
    }

    @Override
    public void applyDefaults(ObjectNode level) {
        PriorityLevelRules.applyDefaults(level);
    }

    @Override
    void checkSpec(ObjectNode level, List<FieldError> errors) {
        PriorityLevelRules.check(level, errors);
    }
}
