package dev.skiff.apiserver.registry;

import dev.skiff.api.status.ApiException;

/// Whether an object is the one its path names.
final class NameCheck {
    private NameCheck() {}

    /// Fills in the namespace where the object leaves it out.
    static void requireMatch(WriteContext context, ObjectMeta meta) {
        if (meta.name().isEmpty()) {
            throw ApiException.badRequest(
                    "the name of the object (%s based on URL) was undeterminable: name must be provided"
                            .formatted(context.name()));
        }
        if (!meta.name().equals(context.name())) {
            throw ApiException.badRequest(
                    "the name of the object (%s) does not match the name on the URL (%s)"
                            .formatted(meta.name(), context.name()));
        }
        requireNamespace(context, meta);
    }

    /// Fills in the namespace where the object leaves it out.
    static void requireNamespace(WriteContext context, ObjectMeta meta) {
        if (!context.kind().isNamespaced()) {
            meta.drop("namespace");
            return;
        }
        if (!meta.namespace().isEmpty() && !meta.namespace().equals(context.namespace())) {
            throw ApiException.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the"
                            + " request");
        }
        meta.set("namespace", context.namespace());
    }
}
