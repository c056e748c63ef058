package dev.skiff.apiserver.registry.kinds;

import dev.skiff.api.kind.Kinds;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.table.ComponentStatusPrinter;
import java.util.Optional;

/// ComponentStatuses, which can only be read. There are none: no component reports to us.
final class ComponentStatusStrategy extends KindStrategy {
    ComponentStatusStrategy() {
        super(Kinds.COMPONENT_STATUS, NameRule.PATH_SEGMENT, new ComponentStatusPrinter());
    }

    @Override
    public Optional<String> deprecation() {
        return Optional.of("v1 ComponentStatus is deprecated in v1.19+");
    }
}
