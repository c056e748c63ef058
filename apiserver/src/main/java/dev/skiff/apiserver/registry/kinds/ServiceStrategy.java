package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.service.ServiceAddressing;
import dev.skiff.apiserver.registry.kinds.service.ServiceChangeRules;
import dev.skiff.apiserver.registry.kinds.service.ServiceDefaults;
import dev.skiff.apiserver.registry.kinds.service.ServiceRules;
import dev.skiff.apiserver.registry.kinds.service.ServiceWarnings;
import dev.skiff.apiserver.registry.kinds.service.TypeChange;
import dev.skiff.apiserver.table.ServicePrinter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Services. Their addresses and ports are given to them before
/// ([dev.skiff.apiserver.service.ServiceAllocator]).
final class ServiceStrategy extends KindStrategy {
    /// The one family our address ranges are of.
    private static final String FAMILY = "IPv4";

    ServiceStrategy() {
        super(Kinds.SERVICE, NameRule.DNS_LABEL, new ServicePrinter());
    }

    @Override
    public void applyDefaults(ObjectNode service) {
        ServiceDefaults.apply(service);
    }

    @Override
    public boolean answersDeletedObject() {
        return true;
    }

    @Override
    public void prepareForCreate(ObjectNode service) {
        Fields.child(service, "status").putObject("loadBalancer");
        addressing(service, MissingNode.getInstance()).complete();
    }

    @Override
    public void prepareForUpdate(ObjectNode updated, ObjectNode stored) {
        TypeChange.apply(updated, stored);
        addressing(updated, stored).complete();
    }

    @Override
    public boolean allowsCreateOnUpdate() {
        return true;
    }

    @Override
    public Map<String, String> selectableFields(ObjectNode service) {
        JsonNode spec = Fields.at(service, "spec");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("spec.clusterIP", Fields.text(spec, "clusterIP"));
        fields.put("spec.type", Fields.text(spec, "type"));
        return fields;
    }

    @Override
    public List<String> warnings(ObjectNode service) {
        return ServiceWarnings.of(service);
    }

    @Override
    public List<String> warnings(ObjectNode updated, ObjectNode stored) {
        return ServiceWarnings.of(updated);
    }

    @Override
    void check(ObjectNode service, List<FieldError> errors) {
        ServiceRules.check(service, errors);
        if (errors.isEmpty()) {
            errors.addAll(addressing(service.deepCopy(), MissingNode.getInstance()).complete());
        }
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        ServiceChangeRules.check(updated, stored, errors);
        if (errors.isEmpty()) {
            errors.addAll(addressing(updated.deepCopy(), stored).complete());
        }
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        ServiceChangeRules.status(updated, stored, errors);
    }

    private static ServiceAddressing addressing(ObjectNode service, JsonNode stored) {
        return new ServiceAddressing(service, stored, FAMILY);
    }
}
