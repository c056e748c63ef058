package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.admission.AdmissionChain;
import dev.skiff.apiserver.apply.FieldManager;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.service.Reservations;
import dev.skiff.apiserver.store.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Changes objects that exist, by reading, changing and writing them until nobody interferes. A
/// change without effect writes nothing. An object that was only kept by its finalizers goes with
/// the last of them.
final class Modification {
    private static final int ATTEMPTS = 5;
    private static final List<String> NOT_CONTENT = List.of("metadata", "status");
    private static final List<String> SYSTEM_FIELDS =
            List.of("creationTimestamp", "selfLink", "generation");

    /// Who leaves them out doesn't mean to remove them.
    private static final List<String> KEPT_FIELDS =
            List.of("uid", "deletionTimestamp", "deletionGracePeriodSeconds");

    private final AdmissionChain admission;

    Modification(AdmissionChain admission) {
        this.admission = admission;
    }

    /// Answers the object as it is afterwards.
    StoredObject modify(WriteContext context, WriteScope scope, Change change) {
        return modifyPresent(context, scope, change)
                .orElseThrow(() -> ApiException.notFound(context.kind(), context.name()));
    }

    /// Answers the object as it is afterwards; empty when there is none.
    Optional<StoredObject> modifyPresent(WriteContext context, WriteScope scope, Change change) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<StoredObject> stored = context.read();
            if (stored.isEmpty()) {
                return stored;
            }
            ObjectNode updated = change.apply(stored.get());
            Optional<StoredObject> written = write(context, scope, updated, stored.get());
            if (written.isPresent()) {
                return written;
            }
        }
        throw ApiException.modified(context.kind(), context.name());
    }

    /// Empty when somebody else was faster.
    private Optional<StoredObject> write(
            WriteContext context, WriteScope scope, ObjectNode updated, StoredObject stored) {
        admission.admit(context.admission(scope.subresource(), updated, stored.tree()));
        requireRevision(context, ObjectMeta.of(updated), stored);
        prepare(context, scope, updated, stored.tree());
        validate(context, scope, updated, stored.tree());
        admission.check(context.admission(scope.subresource(), updated, stored.tree()));
        FieldManager.keepTimes(stored.tree(), updated);
        if (Trees.areSame(updated, stored.tree())) {
            return Optional.of(stored);
        }
        return isFinallyGone(context, updated)
                ? remove(context, updated, stored)
                : replace(context, updated, stored);
    }

    private static Optional<StoredObject> remove(
            WriteContext context, ObjectNode updated, StoredObject stored) {
        WriteResult result = context.objects().delete(stored);
        if (result instanceof WriteResult.Written && !context.options().isDryRun()) {
            context.resource().reservations().release(stored.tree());
        }
        byte[] encoded = StoredObject.encode(updated);
        return onResult(context, result, _ -> StoredObject.of(encoded, stored.revision()));
    }

    private static Optional<StoredObject> replace(
            WriteContext context, ObjectNode updated, StoredObject stored) {
        Reservations.Hold hold =
                context.resource().reservations().reserve(updated, Optional.of(stored.tree()));
        byte[] encoded = StoredObject.encode(updated);
        WriteResult result = context.objects().update(stored, encoded);
        context.settle(hold, result);
        return onResult(context, result, revision -> StoredObject.of(encoded, revision));
    }

    private interface AtRevision {
        StoredObject object(long revision);
    }

    private static Optional<StoredObject> onResult(
            WriteContext context, WriteResult result, AtRevision done) {
        return switch (result) {
            case WriteResult.Written(var revision) -> Optional.of(done.object(revision));
            case WriteResult.Conflict(var _) -> Optional.empty();
            case WriteResult.Missing() ->
                    throw ApiException.notFound(context.kind(), context.name());
            case WriteResult.AlreadyExists() ->
                    throw new IllegalStateException("an update found that its key exists");
        };
    }

    private static void requireRevision(
            WriteContext context, ObjectMeta meta, StoredObject stored) {
        String given = meta.text("resourceVersion");
        if (given.isEmpty() || given.equals("0")) {
            if (!context.strategy().allowsUnconditionalUpdate()) {
                throw FieldError.invalid(
                        context.kind().group(),
                        context.kind().plural(),
                        context.name(),
                        List.of(
                                FieldError.invalid(
                                        FieldPath.of("metadata", "resourceVersion"),
                                        0,
                                        "must be specified for an update")));
            }
            meta.set("resourceVersion", Long.toString(stored.revision()));
        } else if (!given.equals(Long.toString(stored.revision()))) {
            throw ApiException.modified(context.kind(), context.name());
        }
    }

    private static void prepare(
            WriteContext context, WriteScope scope, ObjectNode updated, ObjectNode stored) {
        ObjectMeta meta = ObjectMeta.of(updated);
        ObjectMeta before = ObjectMeta.of(stored);
        for (String field : SYSTEM_FIELDS) {
            meta.copy(field, before);
        }
        for (String field : KEPT_FIELDS) {
            if (meta.node().path(field).isMissingNode()) {
                meta.copy(field, before);
            }
        }
        scope.confine(context, updated, stored);
        boolean grows =
                context.strategy().hasGeneration()
                        && scope.isNewGeneration()
                        && isNewContent(context, updated, stored);
        if (grows) {
            meta.setGeneration(before.generation() + 1);
        }
    }

    private static boolean isNewContent(
            WriteContext context, ObjectNode updated, ObjectNode stored) {
        boolean isNewMetadata =
                context.strategy().metadataOfGeneration().stream()
                        .anyMatch(
                                field ->
                                        !Fields.at(updated, "metadata", field)
                                                .equals(Fields.at(stored, "metadata", field)));
        return isNewMetadata || !Trees.areSameBut(updated, stored, NOT_CONTENT);
    }

    private static void validate(
            WriteContext context, WriteScope scope, ObjectNode updated, ObjectNode stored) {
        List<FieldError> errors =
                new ArrayList<>(MetadataRules.ofAnyChange(updated, stored, context.kind()));
        errors.addAll(scope.validate(context, updated, stored));
        if (!errors.isEmpty()) {
            throw FieldError.invalid(context.kind(), context.name(), errors);
        }
        context.warnings().addAll(scope.warnings(context, updated, stored));
    }

    private static boolean isFinallyGone(WriteContext context, ObjectNode updated) {
        ObjectMeta meta = ObjectMeta.of(updated);
        return meta.isBeingDeleted()
                && meta.finalizers().isEmpty()
                && meta.deletionGraceSeconds().orElse(0) == 0
                && !context.strategy().mustLinger(updated);
    }
}
