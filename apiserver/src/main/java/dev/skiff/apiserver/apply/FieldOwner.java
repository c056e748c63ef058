package dev.skiff.apiserver.apply;

/// Who owns fields: a manager in one of its roles.
///
/// @param isApplied whether the fields were declared by an apply, and not set by another write
/// @param apiVersion the version in which the fields were set
/// @param subresource through which they were set; empty: through the object itself
record FieldOwner(String manager, boolean isApplied, String apiVersion, String subresource) {
    String operation() {
        return isApplied ? "Apply" : "Update";
    }
}
