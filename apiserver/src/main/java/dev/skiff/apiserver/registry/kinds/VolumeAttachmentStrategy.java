package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.apply.FieldSet;
import dev.skiff.apiserver.registry.kinds.pod.SharedSourceRules;
import dev.skiff.apiserver.registry.kinds.storage.AttachmentRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import dev.skiff.apiserver.table.VolumeAttachmentPrinter;
import java.util.List;

/// VolumeAttachments, whose spec never changes.
final class VolumeAttachmentStrategy extends KindStrategy {
    VolumeAttachmentStrategy() {
        super(Kinds.VOLUME_ATTACHMENT, NameRule.DNS_SUBDOMAIN, new VolumeAttachmentPrinter());
    }

    @Override
    public void applyDefaults(ObjectNode attachment) {
        JsonNode inline = Fields.at(attachment, "spec", "source", "inlineVolumeSpec");
        if (inline instanceof ObjectNode spec) {
            SharedSourceRules.applyDefaults(spec);
        }
    }

    @Override
    public boolean allowsUnconditionalUpdate() {
        return false;
    }

    /// Its metadata belongs to whoever attaches.
    @Override
    public void prepareForStatusUpdate(ObjectNode updated, ObjectNode stored) {
        FixedMetadata.keep(updated, stored);
    }

    @Override
    public FieldSet fieldsBeyondStatus() {
        return FieldSet.ofFields(List.of("metadata"));
    }

    @Override
    void check(ObjectNode attachment, List<FieldError> errors) {
        super.check(attachment, errors);
        AttachmentRules.checkNew(attachment, errors);
    }

    /// Upstream checks the changed attachment twice, and so tells what is wrong twice.
    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        for (int time = 1; time <= 2; time++) {
            super.check(updated, errors);
            AttachmentRules.check(updated, errors);
        }
        JsonNode now = Fields.at(updated, "spec");
        if (!now.equals(Fields.at(stored, "spec"))) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of("spec"),
                            InternalForm.of("VolumeAttachmentSpec", now),
                            FieldChecks.IMMUTABLE));
        }
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        checkUpdate(updated, stored, errors);
    }
}
