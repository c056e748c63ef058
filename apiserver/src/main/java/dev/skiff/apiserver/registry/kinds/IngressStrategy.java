package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.network.IngressRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.IngressPrinter;
import java.util.List;

/// Ingresses.
final class IngressStrategy extends KindStrategy {
    private static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";

    IngressStrategy() {
        super(Kinds.INGRESS, NameRule.DNS_SUBDOMAIN, new IngressPrinter());
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public void prepareForCreate(ObjectNode ingress) {
        Fields.child(ingress, "status").putObject("loadBalancer");
    }

    @Override
    public List<String> warnings(ObjectNode ingress) {
        boolean isOldStyle =
                Fields.has(Fields.at(ingress, "metadata", "annotations"), CLASS_ANNOTATION)
                        && !Fields.has(Fields.at(ingress, "spec"), "ingressClassName");
        return isOldStyle
                ? List.of(
                        "annotation \"%s\" is deprecated, please use 'spec.ingressClassName' instead"
                                .formatted(CLASS_ANNOTATION))
                : List.of();
    }

    @Override
    void check(ObjectNode ingress, List<FieldError> errors) {
        checkWhole(ingress, errors);
        JsonNode annotation = Fields.at(ingress, "metadata", "annotations", CLASS_ANNOTATION);
        JsonNode name = Fields.at(ingress, "spec", "ingressClassName");
        if (annotation.isTextual() && name.isTextual() && !annotation.equals(name)) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of("annotations", CLASS_ANNOTATION),
                            annotation,
                            "must match `ingressClassName` when both are specified"));
        }
    }

    private void checkWhole(ObjectNode ingress, List<FieldError> errors) {
        MetadataRules.object(ingress, kind(), nameRule(), errors);
        IngressRules.check(Fields.at(ingress, "spec"), errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        checkWhole(updated, errors);
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.checkStatus(updated, stored, errors);
        IngressRules.status(Fields.at(updated, "status"), errors);
    }
}
