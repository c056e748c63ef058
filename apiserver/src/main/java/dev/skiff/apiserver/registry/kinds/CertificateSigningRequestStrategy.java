package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.apply.FieldSet;
import dev.skiff.apiserver.registry.PartRules;
import dev.skiff.apiserver.registry.kinds.certificate.SigningConditions;
import dev.skiff.apiserver.registry.kinds.certificate.SigningRequestRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.CertificateSigningRequestPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// CertificateSigningRequests. What they ask for never changes; who approves does so through
/// `approval`, who signs through `status`.
final class CertificateSigningRequestStrategy extends KindStrategy {
    private static final FieldPath CERTIFICATE = FieldPath.of("status", "certificate");

    CertificateSigningRequestStrategy() {
        super(
                Kinds.CERTIFICATE_SIGNING_REQUEST,
                NameRule.PATH_SEGMENT,
                new CertificateSigningRequestPrinter());
    }

    @Override
    public Map<String, String> selectableFields(ObjectNode request) {
        return Map.of("spec.signerName", Fields.text(request, "spec", "signerName"));
    }

    @Override
    public void prepareForUpdate(ObjectNode updated, ObjectNode stored) {
        restore("spec", updated, stored);
    }

    @Override
    public FieldSet fixedFields() {
        return FieldSet.ofFields(List.of("spec"));
    }

    @Override
    public void prepareForStatusUpdate(ObjectNode updated, ObjectNode stored) {
        SigningConditions.keepVerdicts(updated, stored);
    }

    @Override
    public FieldSet fieldsBeyondStatus() {
        return FieldSet.ofFields(List.of("status", "conditions"));
    }

    @Override
    public Optional<PartRules> part(String subresource) {
        return subresource.equals("approval") ? Optional.of(new Approval()) : Optional.empty();
    }

    /// Nothing changes but the conditions.
    private final class Approval implements PartRules {
        @Override
        public void confine(ObjectNode updated, ObjectNode stored) {
            JsonNode conditions = Fields.at(updated, "status", "conditions");
            restore("spec", updated, stored);
            restore("status", updated, stored);
            ObjectNode status = Fields.child(updated, "status");
            if (conditions.isMissingNode()) {
                status.remove("conditions");
            } else {
                status.set("conditions", conditions);
            }
        }

        @Override
        public FieldSet fixedFields() {
            return FieldSet.ofFields(List.of("spec"), List.of("status", "certificate"));
        }

        @Override
        public List<FieldError> validate(ObjectNode updated, ObjectNode stored) {
            List<FieldError> errors = new ArrayList<>(0);
            checkWhole(updated, stored, errors);
            sameCertificate(updated, stored, errors);
            MetadataRules.change(updated, stored, errors);
            return errors;
        }
    }

    private static void restore(String field, ObjectNode updated, ObjectNode stored) {
        if (stored.has(field)) {
            updated.set(field, stored.get(field).deepCopy());
        } else {
            updated.remove(field);
        }
    }

    @Override
    void check(ObjectNode request, List<FieldError> errors) {
        super.check(request, errors);
        SigningRequestRules.check(request, Optional.empty(), errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        checkWhole(updated, stored, errors);
        SigningConditions.noVerdictAdded(updated, stored, errors);
        sameCertificate(updated, stored, errors);
        MetadataRules.change(updated, stored, errors);
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        checkWhole(updated, stored, errors);
        SigningConditions.noVerdictAdded(updated, stored, errors);
        boolean isReplaced =
                !certificate(stored).isEmpty() && !certificate(stored).equals(certificate(updated));
        if (isReplaced) {
            errors.add(
                    FieldError.forbidden(
                            CERTIFICATE, "updates may not modify existing certificate content"));
        }
        MetadataRules.change(updated, stored, errors);
    }

    private void checkWhole(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.check(updated, errors);
        SigningRequestRules.check(updated, Optional.of(stored), errors);
        SigningConditions.noneRemoved(updated, stored, errors);
    }

    private static void sameCertificate(
            ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        if (!certificate(updated).equals(certificate(stored))) {
            errors.add(
                    FieldError.forbidden(CERTIFICATE, "updates may not set certificate content"));
        }
    }

    private static String certificate(ObjectNode request) {
        return Fields.text(request, "status", "certificate");
    }
}
