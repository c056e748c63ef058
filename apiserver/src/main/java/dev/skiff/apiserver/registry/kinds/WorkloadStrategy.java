package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.TablePrinter;
import java.util.List;

/// What workloads share: a selector that stays, a template of pods, and a spec that is checked the
/// same way when it is new and when it is changed.
abstract class WorkloadStrategy extends KindStrategy {
    WorkloadStrategy(Kind kind, TablePrinter printer) {
        super(kind, NameRule.DNS_SUBDOMAIN, printer);
    }

    abstract void checkSpec(JsonNode spec, List<FieldError> errors);

    @Override
    public final boolean hasGeneration() {
        return true;
    }

    @Override
    public final List<String> warnings(ObjectNode workload) {
        return TemplateRules.warnings(workload);
    }

    @Override
    public final List<String> warnings(ObjectNode updated, ObjectNode stored) {
        return TemplateRules.warnings(updated, stored);
    }

    @Override
    final void check(ObjectNode workload, List<FieldError> errors) {
        super.check(workload, errors);
        checkSpec(Fields.at(workload, "spec"), errors);
    }

    @Override
    final void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        checkSpec(Fields.at(updated, "spec"), errors);
        TemplateRules.sameSelector(updated, stored, errors);
    }
}
