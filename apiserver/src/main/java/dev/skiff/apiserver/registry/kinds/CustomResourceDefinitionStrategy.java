package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.apply.FieldSet;
import dev.skiff.apiserver.registry.kinds.definition.DefinitionRules;
import dev.skiff.apiserver.registry.kinds.definition.DefinitionWarnings;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.NameAgePrinter;
import java.util.ArrayList;
import java.util.List;

/// CustomResourceDefinitions. The resources they define are not served.
final class CustomResourceDefinitionStrategy extends KindStrategy {
    CustomResourceDefinitionStrategy() {
        super(Kinds.CUSTOM_RESOURCE_DEFINITION, NameRule.DNS_SUBDOMAIN, new NameAgePrinter());
    }

    @Override
    public void applyDefaults(ObjectNode definition) {
        DefinitionRules.applyDefaults(definition);
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public boolean allowsUnconditionalUpdate() {
        return false;
    }

    @Override
    public void prepareForCreate(ObjectNode definition) {
        DefinitionRules.prepareStatus(definition);
    }

    @Override
    public void prepareForUpdate(ObjectNode updated, ObjectNode stored) {
        DefinitionRules.rememberStorageVersion(updated);
    }

    @Override
    public FieldSet fieldsBeyondStatus() {
        return FieldSet.ofFields(List.of("metadata"));
    }

    @Override
    public List<String> warnings(ObjectNode definition) {
        return DefinitionWarnings.of(definition);
    }

    @Override
    public List<String> warnings(ObjectNode updated, ObjectNode stored) {
        List<String> before = DefinitionWarnings.of(stored);
        return DefinitionWarnings.of(updated).stream().filter(w -> !before.contains(w)).toList();
    }

    /// What is wrong with the name comes together, before what is wrong with other metadata.
    @Override
    void check(ObjectNode definition, List<FieldError> errors) {
        List<FieldError> metadata = new ArrayList<>(0);
        MetadataRules.object(definition, kind(), nameRule(), metadata);
        int end = 0;
        while (end < metadata.size()
                && List.of("metadata.name", "metadata.generateName")
                        .contains(metadata.get(end).field())) {
            end++;
        }
        errors.addAll(metadata.subList(0, end));
        DefinitionRules.checkName(definition, errors);
        errors.addAll(metadata.subList(end, metadata.size()));
        DefinitionRules.check(definition, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.checkUpdate(updated, stored, errors);
        DefinitionRules.checkUpdate(updated, stored, errors);
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.checkStatus(updated, stored, errors);
        DefinitionRules.checkStatus(updated, errors);
    }
}
