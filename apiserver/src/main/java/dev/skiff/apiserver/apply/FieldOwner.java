package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.codec.Json;

/// Who owns fields: a manager in one of its roles.
///
/// @param isApplied whether the fields were declared by an apply, and not set by another write
/// @param apiVersion through which the fields were set; empty for who applies, whose version may
///     change
/// @param subresource through which they were set; empty: through the object itself
record FieldOwner(String manager, boolean isApplied, String apiVersion, String subresource)
        implements Comparable<FieldOwner> {
    static FieldOwner applying(String manager, String subresource) {
        return new FieldOwner(manager, true, "", subresource);
    }

    static FieldOwner updating(String manager, String apiVersion, String subresource) {
        return new FieldOwner(manager, false, apiVersion, subresource);
    }

    String operation() {
        return isApplied ? "Apply" : "Update";
    }

    /// As messages call it: `"bob" with subresource "scale" using apps/v1`.
    String shown() {
        return GoText.quote(manager)
                + (subresource.isEmpty() ? "" : " with subresource " + GoText.quote(subresource))
                + (isApplied ? "" : " using " + apiVersion);
    }

    @Override
    public int compareTo(FieldOwner other) {
        return identity().compareTo(other.identity());
    }

    /// What upstream sorts owners by.
    private String identity() {
        ObjectNode identity = Json.object();
        put(identity, "manager", manager);
        put(identity, "operation", operation());
        put(identity, "apiVersion", apiVersion);
        put(identity, "subresource", subresource);
        return identity.toString();
    }

    private static void put(ObjectNode identity, String name, String value) {
        if (!value.isEmpty()) {
            identity.put(name, value);
        }
    }
}
