package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.apiserver.apply.ApplyResult;
import dev.skiff.apiserver.apply.FieldManager;
import dev.skiff.apiserver.apply.FieldSet;
import dev.skiff.apiserver.apply.FieldWriter;
import dev.skiff.apiserver.apply.VersionedKind;
import java.time.InstantSource;

/// Has it recorded in an object's `managedFields` what a write sets.
final class OwnerRecorder {
    private final InstantSource clock;

    OwnerRecorder(InstantSource clock) {
        this.clock = clock;
    }

    void recordCreation(WriteContext context, ObjectNode created) {
        context.resource().owners().create(created, writer(context, WriteScope.MAIN));
    }

    /// Of something that is asked of a subresource and never stored.
    void recordRequest(
            WriteContext context, String subresource, BodyShape shape, ObjectNode created) {
        new FieldManager(new VersionedKind(shape.schema(), shape.apiVersion()))
                .create(created, writer(context, subresource, FieldSet.EMPTY));
    }

    /// The same change; who makes it owns what it sets.
    Change recording(WriteContext context, WriteScope scope, Change change) {
        return stored -> {
            ObjectNode updated = change.apply(stored);
            context.resource().owners().update(stored.tree(), updated, writer(context, scope));
            return updated;
        };
    }

    /// Applies a configuration to an object, or to one that is not there yet.
    ApplyResult apply(
            WriteContext context, WriteScope scope, ObjectNode live, ApplyConfiguration config) {
        return config.apply(context.resource().owners(), live, writer(context, scope));
    }

    FieldWriter writer(WriteContext context, String subresource, FieldSet ignored) {
        return new FieldWriter(
                context.options().fieldManager(), subresource, ignored, clock.instant());
    }

    private FieldWriter writer(WriteContext context, WriteScope scope) {
        return writer(context, scope.subresource(), scope.ignoredFields(context));
    }
}
