package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.ResourceStrategy;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.TablePrinter;
import java.util.ArrayList;
import java.util.List;

/// What strategies have in common: a kind, a rule for names, a table, and validation that adds to
/// one list.
abstract class KindStrategy implements ResourceStrategy {
    private final Kind kind;
    private final NameRule nameRule;
    private final TablePrinter printer;

    KindStrategy(Kind kind, NameRule nameRule, TablePrinter printer) {
        this.kind = kind;
        this.nameRule = nameRule;
        this.printer = printer;
    }

    @Override
    public final Kind kind() {
        return kind;
    }

    @Override
    public final NameRule nameRule() {
        return nameRule;
    }

    @Override
    public final TablePrinter printer() {
        return printer;
    }

    @Override
    public final List<FieldError> validate(ObjectNode object) {
        List<FieldError> errors = new ArrayList<>(0);
        check(object, errors);
        return errors;
    }

    @Override
    public final List<FieldError> validateUpdate(ObjectNode updated, ObjectNode stored) {
        List<FieldError> errors = new ArrayList<>(0);
        checkUpdate(updated, stored, errors);
        return errors;
    }

    @Override
    public final List<FieldError> validateStatusUpdate(ObjectNode updated, ObjectNode stored) {
        List<FieldError> errors = new ArrayList<>(0);
        checkStatus(updated, stored, errors);
        return errors;
    }

    /// A new object.
    void check(ObjectNode object, List<FieldError> errors) {
        MetadataRules.object(object, kind, nameRule, errors);
    }

    /// A change of the object itself.
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
    }

    /// A change of its status.
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
    }
}
