package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.table.TablePrinter;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What is special about a kind. Everything else about a verb is generic: metadata rules, clearing
// and keeping of
/// status, generation, managedFields, preconditions, finalizers.
///
/// Methods that take a tree may change only that tree; none does I/O or asks for the time.
// Stateless.
public interface ResourceStrategy {
    Kind kind();

    /// What its names must look like.
    default NameRule nameRule() {
        return NameRule.DNS_SUBDOMAIN;
    }

    /// Fills in what upstream defaults for this version. The defaults that the type schema states
    // are in place already.
    /// Idempotent; runs on every write.
    default void applyDefaults(ObjectNode object) {}

    /// After defaulting and after status is cleared: drops what a client may not set, sets the
    // first status.
    default void prepareForCreate(ObjectNode object) {}

    /// Before validation of an update, status already restored: restores what may not change
    // silently.
    default void prepareForUpdate(ObjectNode updated, ObjectNode stored) {}

    /// What is wrong with a new object beyond its metadata, in upstream's order.
    default List<FieldError> validate(ObjectNode object) {
        return List.of();
    }

    /// What is wrong with a change of the main resource beyond its metadata, in upstream's order.
    default List<FieldError> validateUpdate(ObjectNode updated, ObjectNode stored) {
        return validate(updated);
    }

    /// What is wrong with a change through the status subresource.
    default List<FieldError> validateStatusUpdate(ObjectNode updated, ObjectNode stored) {
        return List.of();
    }

    /// Texts of the `Warning` headers for an accepted object.
    default List<String> warnings(ObjectNode object) {
        return List.of();
    }

    /// Whether `metadata.generation` is kept, growing with every change of what is not metadata or
    // status.
    default boolean hasGeneration() {
        return false;
    }

    /// Whether a PUT without `resourceVersion` replaces whatever is there.
    default boolean allowsUnconditionalUpdate() {
        return true;
    }

    /// Whether a PUT to a missing name creates it.
    default boolean allowsCreateOnUpdate() {
        return false;
    }

    /// The values of the fields that field selectors may name, besides `metadata.name` and
    // `metadata.namespace`; every
    /// selectable field is present, empty where unset.
    default Map<String, String> selectableFields(ObjectNode object) {
        return Map.of();
    }

    /// For kinds that linger after a delete: how many seconds, given what the caller asked for; 0:
    // gone at once.
    /// Empty: this kind knows no grace.
    default OptionalLong deletionGraceSeconds(ObjectNode stored, OptionalLong requested) {
        return OptionalLong.empty();
    }

    /// The finalizers that the server itself adds on create outside `metadata` count as content to
    // be cleaned up first:
    /// whether the stored object, though without `metadata.finalizers`, must stay (a namespace with
    // `spec.finalizers`).
    default boolean mustLinger(ObjectNode stored) {
        return false;
    }

    /// How it is printed as a table.
    TablePrinter printer();
}
