package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.apiserver.apply.FieldManager;
import dev.skiff.apiserver.apply.FieldSet;
import dev.skiff.apiserver.apply.FieldWriter;
import java.time.InstantSource;

/// Has it recorded in an object's `managedFields` what a write sets.
final class OwnerRecorder {
    private final InstantSource clock;

    OwnerRecorder(InstantSource clock) {
        this.clock = clock;
    }

    void recordCreation(WriteContext context, ObjectNode created) {
        FieldSet ignored = WriteScope.MAIN.ignoredFields(context);
        manager(context).create(created, writer(context, "", ignored));
    }

    /// Of something that is asked of a subresource and never stored.
    void recordRequest(
            WriteContext context, String subresource, BodyShape shape, ObjectNode created) {
        new FieldManager(shape.schema(), shape.apiVersion())
                .create(created, writer(context, subresource, FieldSet.EMPTY));
    }

    void recordChange(
            WriteContext context, WriteScope scope, ObjectNode updated, ObjectNode stored) {
        if (scope.isOwned()) {
            FieldSet ignored = scope.ignoredFields(context);
            manager(context).update(stored, updated, writer(context, scope.subresource(), ignored));
        }
    }

    private FieldWriter writer(WriteContext context, String subresource, FieldSet ignored) {
        return new FieldWriter(
                context.options().fieldManager(), subresource, ignored, clock.instant());
    }

    private static FieldManager manager(WriteContext context) {
        BodyShape shape = context.resource().shape();
        return new FieldManager(shape.schema(), shape.apiVersion());
    }
}
