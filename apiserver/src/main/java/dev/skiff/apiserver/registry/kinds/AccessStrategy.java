package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.TablePrinter;
import java.util.List;

/// What roles and their bindings share: names of any kind, and the same rules for what is new and
/// what is changed.
abstract class AccessStrategy extends KindStrategy {
    AccessStrategy(Kind kind, TablePrinter printer) {
        super(kind, NameRule.PATH_SEGMENT, printer);
    }

    @Override
    public final boolean allowsCreateOnUpdate() {
        return true;
    }

    /// What it grants.
    abstract void checkGrant(ObjectNode object, List<FieldError> errors);

    @Override
    final void check(ObjectNode object, List<FieldError> errors) {
        super.check(object, errors);
        checkGrant(object, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        check(updated, errors);
        MetadataRules.change(updated, stored, errors);
    }
}
