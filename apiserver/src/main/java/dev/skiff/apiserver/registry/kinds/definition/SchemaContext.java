package dev.skiff.apiserver.registry.kinds.definition;

import dev.skiff.api.validation.FieldPath;
import java.util.Optional;

/// Where in a definition a schema stands.
///
/// @param isRoot describes whole objects
/// @param noDefaults why defaults may not stand here, if so
/// @param isInsideMetadata describes metadata, or the kind, of an object
/// @param uncorrelated the first schema above that does not say which old value a new one was
/// @param hasTypes whether rules in CEL can be looked at
record SchemaContext(
        boolean isRoot,
        Optional<String> noDefaults,
        boolean isInsideMetadata,
        Optional<FieldPath> uncorrelated,
        boolean hasTypes) {
    static SchemaContext root(boolean hasTypes) {
        return new SchemaContext(true, Optional.empty(), false, Optional.empty(), hasTypes);
    }

    SchemaContext below() {
        return new SchemaContext(false, noDefaults, isInsideMetadata, uncorrelated, hasTypes);
    }

    /// Below what joins or negates schemas there are no types.
    SchemaContext withoutTypes() {
        return new SchemaContext(false, noDefaults, isInsideMetadata, uncorrelated, false);
    }

    SchemaContext withoutDefaults(String reason) {
        return new SchemaContext(
                isRoot, Optional.of(reason), isInsideMetadata, uncorrelated, hasTypes);
    }

    SchemaContext insideMetadata() {
        return new SchemaContext(isRoot, noDefaults, true, uncorrelated, hasTypes);
    }

    SchemaContext uncorrelatedBelow(FieldPath path) {
        return new SchemaContext(
                isRoot,
                noDefaults,
                isInsideMetadata,
                Optional.of(uncorrelated.orElse(path)),
                hasTypes);
    }
}
