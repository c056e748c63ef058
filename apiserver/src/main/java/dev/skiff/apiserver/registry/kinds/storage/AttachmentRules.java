package dev.skiff.apiserver.registry.kinds.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The attachment of one volume to one node.
public final class AttachmentRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath STATUS = FieldPath.of("status");
    private static final int MAX_METADATA_BYTES = 256 * 1024;
    private static final int MAX_MESSAGE_BYTES = 1024;
    private static final String ONE_SOURCE =
            "must specify exactly one of inlineVolumeSpec and persistentVolumeName";

    private AttachmentRules() {}

    public static void check(JsonNode attachment, List<FieldError> errors) {
        JsonNode spec = Fields.at(attachment, "spec");
        FieldChecks.requiredText(spec, "attacher", SPEC, errors);
        source(Fields.at(spec, "source"), SPEC.child("source"), errors);
        String node = Fields.text(spec, "nodeName");
        FieldChecks.invalid(
                SPEC.child("nodeName"), node, NameRule.DNS_SUBDOMAIN.check(node), errors);
        status(Fields.at(attachment, "status"), errors);
    }

    /// What holds for a new one besides.
    public static void checkNew(JsonNode attachment, List<FieldError> errors) {
        check(attachment, errors);
        JsonNode spec = Fields.at(attachment, "spec");
        DriverRules.name(Fields.text(spec, "attacher"), SPEC.child("attacher"), errors);
        JsonNode source = Fields.at(spec, "source");
        if (Fields.has(source, "persistentVolumeName")) {
            String volume = Fields.text(source, "persistentVolumeName");
            FieldChecks.invalid(
                    SPEC.child("source").child("persistentVolumeName"),
                    volume,
                    NameRule.DNS_SUBDOMAIN.check(volume),
                    errors);
        }
    }

    private static void source(JsonNode source, FieldPath path, List<FieldError> errors) {
        boolean isInline = Fields.has(source, "inlineVolumeSpec");
        boolean isNamed = Fields.has(source, "persistentVolumeName");
        if (isInline && isNamed) {
            errors.add(FieldError.forbidden(path, ONE_SOURCE));
        } else if (isInline) {
            VolumeSpecRules.inline(
                    Fields.at(source, "inlineVolumeSpec"), path.child("inlineVolumeSpec"), errors);
        } else if (!isNamed) {
            errors.add(FieldError.required(path, ONE_SOURCE));
        } else if (Fields.text(source, "persistentVolumeName").isEmpty()) {
            errors.add(
                    FieldError.required(
                            path.child("persistentVolumeName"),
                            "must specify non empty persistentVolumeName"));
        }
    }

    private static void status(JsonNode status, List<FieldError> errors) {
        if (ClassRules.bytes(Fields.at(status, "attachmentMetadata")) > MAX_METADATA_BYTES) {
            errors.add(FieldError.tooLong(STATUS.child("attachmentMetadata"), MAX_METADATA_BYTES));
        }
        failure(Fields.at(status, "attachError"), STATUS.child("attachError"), errors);
        failure(Fields.at(status, "detachError"), STATUS.child("detachError"), errors);
    }

    private static void failure(JsonNode failure, FieldPath path, List<FieldError> errors) {
        String message = Fields.text(failure, "message");
        if (message.getBytes(StandardCharsets.UTF_8).length > MAX_MESSAGE_BYTES) {
            errors.add(FieldError.tooLong(path.child("message"), MAX_METADATA_BYTES));
        }
        long code = Fields.number(failure, "errorCode");
        if (code < 0) {
            errors.add(
                    FieldError.invalid(
                            path.child("errorCode"),
                            code,
                            "must be between 0 and 2147483647, inclusive"));
        }
    }
}
