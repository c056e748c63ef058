package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.apiserver.admission.AdmissionChain;
import dev.skiff.apiserver.admission.AdmissionRequest;
import dev.skiff.apiserver.store.WriteResult;
import java.time.InstantSource;
import java.util.Optional;

/// Deletes objects, or marks them until their finalizers and their grace let them go.
final class Deletion {
    private static final int ATTEMPTS = 5;

    private final InstantSource clock;
    private final AdmissionChain admission;

    Deletion(InstantSource clock, AdmissionChain admission) {
        this.clock = clock;
        this.admission = admission;
    }

    sealed interface Result {
        /// @param last its last state, at the revision of its deletion
        record Gone(StoredObject last) implements Result {}

        /// It is still there, on its way out.
        record Lingers(StoredObject object) implements Result {}
    }

    Result delete(WriteContext context, DeleteOptions options) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            StoredObject stored =
                    context.read()
                            .orElseThrow(
                                    () -> ApiException.notFound(context.kind(), context.name()));
            requirePreconditions(context, options, stored);
            admission.admit(context.admission(AdmissionRequest.Operation.DELETE, stored.tree()));
            Optional<Result> done = attempt(context, options, stored);
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw ApiException.modified(context.kind(), context.name());
    }

    /// Empty when somebody else was faster.
    private Optional<Result> attempt(
            WriteContext context, DeleteOptions options, StoredObject stored) {
        DeletionPlanner planner = new DeletionPlanner(context.strategy(), options, clock.instant());
        return switch (planner.plan(stored.tree())) {
            case DeletionPlanner.Plan.LeaveAsIs() -> Optional.of(new Result.Lingers(stored));
            case DeletionPlanner.Plan.Mark(var marked) -> mark(context, stored, marked);
            case DeletionPlanner.Plan.Remove(var last) -> remove(context, stored, last);
        };
    }

    private static Optional<Result> mark(
            WriteContext context, StoredObject stored, ObjectNode marked) {
        byte[] encoded = StoredObject.encode(marked);
        return revision(context, context.objects().update(stored, encoded))
                .map(revision -> new Result.Lingers(StoredObject.of(encoded, revision)));
    }

    private static Optional<Result> remove(
            WriteContext context, StoredObject stored, ObjectNode last) {
        byte[] encoded = StoredObject.encode(last);
        WriteResult result = context.objects().delete(stored);
        if (result instanceof WriteResult.Written && !context.options().isDryRun()) {
            context.resource().reservations().release(stored.tree());
        }
        return revision(context, result)
                .map(revision -> new Result.Gone(StoredObject.of(encoded, revision)));
    }

    private static Optional<Long> revision(WriteContext context, WriteResult result) {
        return switch (result) {
            case WriteResult.Written(var revision) -> Optional.of(revision);
            case WriteResult.Conflict(var _) -> Optional.empty();
            case WriteResult.Missing() ->
                    throw ApiException.notFound(context.kind(), context.name());
            case WriteResult.AlreadyExists() ->
                    throw new IllegalStateException("a deletion found that its key exists");
        };
    }

    static void requirePreconditions(
            WriteContext context, DeleteOptions options, StoredObject stored) {
        String uid = ObjectMeta.of(stored.tree()).uid();
        if (!options.uid().isEmpty() && !options.uid().equals(uid)) {
            throw conflict(
                    context,
                    "the UID in the precondition (%s) does not match the UID in record (%s). The object might have been deleted and then recreated"
                            .formatted(options.uid(), uid));
        }
        String revision = Long.toString(stored.revision());
        if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals(revision)) {
            throw conflict(
                    context,
                    "the ResourceVersion in the precondition (%s) does not match the ResourceVersion in record (%s). The object might have been modified"
                            .formatted(options.resourceVersion(), revision));
        }
    }

    /// Upstream names the kind here, not the resource.
    private static ApiException conflict(WriteContext context, String why) {
        Kind kind = context.kind();
        String message =
                "Operation cannot be fulfilled on %s \"%s\": %s"
                        .formatted(kind.qualifiedName(), context.name(), why);
        return new ApiException(
                Status.failure(409, "Conflict", message)
                        .about(kind.group(), kind.name(), context.name()));
    }
}
