package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.registration.ApiServiceRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.ApiServicePrinter;
import java.util.List;

/// APIServices: who serves which group and version.
final class ApiServiceStrategy extends KindStrategy {
    private static final int HTTPS = 443;

    ApiServiceStrategy() {
        super(Kinds.API_SERVICE, NameRule.PATH_SEGMENT, new ApiServicePrinter());
    }

    @Override
    public void applyDefaults(ObjectNode object) {
        if (Fields.at(object, "spec", "service") instanceof ObjectNode service) {
            Fields.defaultNumber(service, "port", HTTPS);
        }
    }

    /// What we serve ourselves is available from its beginning.
    @Override
    public void prepareForCreate(ObjectNode object) {
        if (!Fields.has(Fields.at(object, "spec"), "service")) {
            Fields.child(object, "status")
                    .putArray("conditions")
                    .addObject()
                    .put("type", "Available")
                    .put("status", "True")
                    .put("lastTransitionTime", Fields.text(object, "metadata", "creationTimestamp"))
                    .put("reason", "Local")
                    .put("message", "Local APIServices are always available");
        }
    }

    @Override
    public boolean allowsUnconditionalUpdate() {
        return false;
    }

    @Override
    public void prepareForStatusUpdate(ObjectNode updated, ObjectNode stored) {
        FixedMetadata.keep(updated, stored);
    }

    @Override
    void check(ObjectNode object, List<FieldError> errors) {
        ApiServiceRules.name(object, errors);
        super.check(object, errors);
        ApiServiceRules.check(object, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        check(updated, errors);
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        ApiServiceRules.status(updated, errors);
    }
}
