package dev.skiff.apiserver.registry.rules;

import java.util.List;

/// The fields of metadata in the order of their declaration, in which Kubernetes prints them.
public final class DeclaredOrder {
    public static final List<String> METADATA =
            List.of(
                    "name",
                    "generateName",
                    "namespace",
                    "selfLink",
                    "uid",
                    "resourceVersion",
                    "generation",
                    "creationTimestamp",
                    "deletionTimestamp",
                    "deletionGracePeriodSeconds",
                    "labels",
                    "annotations",
                    "ownerReferences",
                    "finalizers",
                    "managedFields");

    /// Of an entry of `managedFields`.
    public static final List<String> OWNER =
            List.of(
                    "manager",
                    "operation",
                    "apiVersion",
                    "time",
                    "fieldsType",
                    "fieldsV1",
                    "subresource");

    private DeclaredOrder() {}
}
