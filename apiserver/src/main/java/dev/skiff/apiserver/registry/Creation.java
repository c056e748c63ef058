package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
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
    private final List<Kind> unattended;

    /// @param unattended kinds that nothing acts on
    Creation(
            InstantSource clock,
            Identities identities,
            AdmissionChain admission,
            List<Kind> unattended) {
        this.clock = clock;
        this.identities = identities;
        this.owners = new OwnerRecorder(clock);
        this.admission = admission;
        this.unattended = unattended;
    }

    /// Creates what `object` describes, which is changed on the way.
    StoredObject create(WriteContext context, ObjectNode object) {
        ObjectMeta meta = ObjectMeta.of(object);
        NameCheck.requireNamespace(context, meta);
        requireNoRevision(meta);
        boolean isNamed = !meta.name().isEmpty();
        String base = meta.text("generateName");
        dropDeletion(meta);
        owners.recordCreation(context, object);
        admission.admit(context.admission(AdmissionRequest.Operation.CREATE, object));
        boolean isGenerated = !isNamed && !base.isEmpty();
        return isGenerated ? createNamed(context, object, base) : createOnce(context, object);
    }

    /// Creates what `object` describes, which knows who owns what of it; empty when it is there.
    Optional<StoredObject> createOwned(WriteContext context, ObjectNode object) {
        dropDeletion(ObjectMeta.of(object));
        admission.admit(context.admission(AdmissionRequest.Operation.CREATE, object));
        return attempt(context, object);
    }

    private static void dropDeletion(ObjectMeta meta) {
        meta.drop("deletionTimestamp", "deletionGracePeriodSeconds", "selfLink");
    }

    private StoredObject createOnce(WriteContext context, ObjectNode object) {
        return attempt(context, object)
                .orElseThrow(
                        () ->
                                ApiException.alreadyExists(
                                        context.kind(), ObjectMeta.of(object).name()));
    }

    /// Under a name that begins with `base`; another one if it is taken.
    private StoredObject createNamed(WriteContext context, ObjectNode object, String base) {
        String name = "";
        ObjectNode untouched = object.deepCopy();
        for (int attempt = 1; attempt <= NAME_ATTEMPTS; attempt++) {
            ObjectNode candidate = attempt == 1 ? object : untouched.deepCopy();
            name = identities.name(base);
            ObjectMeta.of(candidate).set("name", name);
            Optional<StoredObject> created = attempt(context, candidate);
            if (created.isPresent()) {
                return created.get();
            }
        }
        throw noUniqueName(context, name);
    }

    /// Empty when the name is taken.
    private Optional<StoredObject> attempt(WriteContext context, ObjectNode object) {
        prepare(context, object, ObjectMeta.of(object));
        validate(context, object);
        context.warnings().addAll(context.strategy().warnings(object));
        admission.check(context.admission(AdmissionRequest.Operation.CREATE, object));
        Optional<StoredObject> stored = store(context, object);
        if (stored.isPresent() && unattended.contains(context.kind())) {
            context.warnings()
                    .add("Skiff has no controller for %s yet".formatted(context.kind().name()));
        }
        return stored;
    }

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
        meta.set("uid", identities.uid());
        meta.set("creationTimestamp", Timestamps.format(clock.instant()));
        if (context.resource().hasStatus() && !context.strategy().keepsStatusOnCreate()) {
            clearStatus(context, object);
        }
        context.strategy().prepareForCreate(object);
        if (context.strategy().hasGeneration()) {
            meta.setGeneration(1);
        }
    }

    private static void clearStatus(WriteContext context, ObjectNode object) {
        JsonNode empty = context.resource().shape().emptyStatus();
        if (empty.isMissingNode()) {
            object.remove("status");
        } else {
            object.set("status", empty);
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

    private static ApiException noUniqueName(WriteContext context, String name) {
        Status status = ApiException.alreadyExists(context.kind(), name).status();
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
