package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.pod.PodRules;
import dev.skiff.apiserver.table.NameAgePrinter;
import java.util.List;

/// Bindings, which are never stored: they put a pod on a node.
final class BindingStrategy extends KindStrategy {
    BindingStrategy() {
        super(Kinds.BINDING, NameRule.PATH_SEGMENT, new NameAgePrinter());
    }

    @Override
    void check(ObjectNode binding, List<FieldError> errors) {
        PodRules.binding(binding, errors);
    }
}
