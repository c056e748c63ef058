package dev.skiff.apiserver.table;

/// One column.
///
/// @param type `string`, `integer`, `number`, `boolean` or `date`
/// @param format `name` for the first column, otherwise mostly empty
/// @param description as upstream words it: clients get these texts, and compare them
/// @param priority 0: always shown; greater: only with `-o wide`
public record TableColumn(
        String name, String type, String format, String description, int priority) {
    static final String NAME_DESCRIPTION =
            "Name must be unique within a namespace. Is required when creating resources, although some resources may"
                    + " allow a client to request the generation of an appropriate name automatically. Name is primarily"
                    + " intended for creation idempotence and configuration definition. Cannot be updated. More info:"
                    + " https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names";
    static final String AGE_DESCRIPTION =
            "CreationTimestamp is a timestamp representing the server time when this object was created. It is not"
                    + " guaranteed to be set in happens-before order across separate operations. Clients may not set this"
                    + " value. It is represented in RFC3339 form and is in UTC.\n"
                    + "\n"
                    + "Populated by the system. Read-only. Null for lists. More info:"
                    + " https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata";
}
