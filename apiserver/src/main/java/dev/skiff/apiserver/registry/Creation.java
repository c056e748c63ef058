package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.admission.AdmissionChain;
import dev.skiff.apiserver.admission.AdmissionRequest;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.service.Reservations;
import dev.skiff.apiserver.store.WriteResult;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Brings new objects into being: system metadata, status, defaults of the kind, validation, store.
final class Creation {
    private static final int NAME_ATTEMPTS = 8;

    private final InstantSource clock;
    private final Identities identities;
    private final OwnerRecorder owners;
    private final AdmissionChain admission;

    Creation(InstantSource clock, Identities identities, AdmissionChain admission) {
        this.clock = clock;
        this.identities = identities;
        this.owners = new OwnerRecorder(clock);
        this.admission = admission;
    }

    /// Creates what `object` describes, which is changed on the way.
    StoredObject create(WriteContext context, ObjectNode object) {
        ObjectMeta meta = ObjectMeta.of(object);
        NameCheck.requireNamespace(context, meta);
        requireNoRevision(meta);
        boolean isNamed = !meta.name().isEmpty();
        String base = meta.text("generateName");
        int attempts = isNamed || base.isEmpty() ? 1 : NAME_ATTEMPTS;
        owners.recordCreation(context, object);
        admission.admit(context.admission(AdmissionRequest.Operation.CREATE, object));
        prepare(context, object, meta);
        for (int attempt = 1; ; attempt++) {
            if (!isNamed && !base.isEmpty()) {
                meta.set("name", identities.name(base));
            }
            validate(context, object);
            Optional<StoredObject> created = store(context, object);
            if (created.isPresent()) {
                context.warnings().addAll(context.strategy().warnings(object));
                return created.get();
            }
            if (attempt == attempts) {
                throw taken(context, meta.name(), isNamed);
            }
        }
    }

    /// Empty when the name is taken.
    private static Optional<StoredObject> store(WriteContext context, ObjectNode object) {
        Reservations.Hold hold =
                context.resource().reservations().reserve(object, Optional.empty());
        ObjectMeta meta = ObjectMeta.of(object);
        byte[] encoded = StoredObject.encode(object);
        WriteResult result = context.objects().create(meta.namespace(), meta.name(), encoded);
        context.settle(hold, result);
        return result instanceof WriteResult.Written(var revision)
                ? Optional.of(StoredObject.of(encoded, revision))
                : Optional.empty();
    }

    private void prepare(WriteContext context, ObjectNode object, ObjectMeta meta) {
        meta.drop("deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "generation");
        meta.set("uid", identities.uid());
        meta.set("creationTimestamp", Timestamps.format(clock.instant()));
        if (context.resource().hasStatus() && !context.strategy().keepsStatusOnCreate()) {
            object.remove("status");
        }
        context.strategy().prepareForCreate(object);
        if (context.strategy().hasGeneration()) {
            meta.setGeneration(1);
        }
    }

    private static void validate(WriteContext context, ObjectNode object) {
        String name = ObjectMeta.of(object).name();
        refuse(context, name, context.strategy().validate(object));
        refuse(context, name, MetadataRules.ofAnyNew(object, context.kind()));
    }

    private static void refuse(WriteContext context, String name, List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw FieldError.invalid(context.kind(), name, errors);
        }
    }

    private static void requireNoRevision(ObjectMeta meta) {
        if (!meta.text("resourceVersion").isEmpty()) {
            throw new ApiException(
                    Status.failure(
                            500, "", "resourceVersion should not be set on objects to be created"));
        }
    }

    private static ApiException taken(WriteContext context, String name, boolean isNamed) {
        ApiException exists = ApiException.alreadyExists(context.kind(), name);
        if (isNamed) {
            return exists;
        }
        Status status = exists.status();
        return new ApiException(
                Status.failure(
                                409,
                                "AlreadyExists",
                                status.message()
                                        + ", the server was not able to generate a unique name for"
                                        + " the object")
                        .about(context.kind().group(), context.kind().plural(), name));
    }
}
