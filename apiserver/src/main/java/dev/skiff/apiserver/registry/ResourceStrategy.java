package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.apply.FieldSet;
import dev.skiff.apiserver.table.TablePrinter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What is special about a kind. Everything else about a verb is generic: clearing and keeping of
/// status, generation, managedFields, preconditions, finalizers, and the metadata rules that hold
/// for every kind ([dev.skiff.apiserver.registry.metadata.MetadataRules]).
///
/// Methods that take a tree may change only that tree; none does I/O or asks for the time.
/// Stateless.
public interface ResourceStrategy {
    Kind kind();

    /// For a kind that is another view of a kind's objects: of which.
    default Optional<KindView> view() {
        return Optional.empty();
    }

    /// What its names must look like.
    NameRule nameRule();

    /// Fills in what upstream defaults for this version. Idempotent; runs on every write.
    default void applyDefaults(ObjectNode object) {}

    /// After defaulting and after status is cleared: drops what a client may not set, sets the
    /// first status.
    default void prepareForCreate(ObjectNode object) {}

    /// Before validation of an update, status already restored: restores what may not change
    /// silently.
    default void prepareForUpdate(ObjectNode updated, ObjectNode stored) {}

    /// What [#prepareForUpdate] restores whatever the caller sends, besides which the whole status
    /// is: nobody owns it.
    default FieldSet fixedFields() {
        return FieldSet.EMPTY;
    }

    /// Before validation of a write to the status subresource, everything but metadata and status
    /// already restored.
    default void prepareForStatusUpdate(ObjectNode updated, ObjectNode stored) {}

    /// What [#prepareForStatusUpdate] restores in metadata, besides which the whole spec is.
    default FieldSet fieldsBeyondStatus() {
        return FieldSet.EMPTY;
    }

    /// For a subresource that has the object's form and is of a part of it, other than its status:
    /// how that changes.
    default Optional<PartRules> part(String subresource) {
        return Optional.empty();
    }

    /// What is wrong with a new object, its metadata included, in upstream's order.
    List<FieldError> validate(ObjectNode object);

    /// What is wrong with a change of the main resource, its metadata included, in upstream's
    /// order; what holds for every kind comes before and is not repeated here unless upstream
    /// repeats it.
    List<FieldError> validateUpdate(ObjectNode updated, ObjectNode stored);

    /// As [#validateUpdate] for a change through the status subresource.
    List<FieldError> validateStatusUpdate(ObjectNode updated, ObjectNode stored);

    /// Texts of the `Warning` headers for a new object that passed validation.
    default List<String> warnings(ObjectNode object) {
        return List.of();
    }

    /// Texts of the `Warning` headers for a change of the main resource that passed validation.
    default List<String> warnings(ObjectNode updated, ObjectNode stored) {
        return List.of();
    }

    /// The text of the `Warning` header of every answer about a deprecated kind.
    default Optional<String> deprecation() {
        return Optional.empty();
    }

    /// Whether `metadata.generation` is kept, growing with every change of what is not metadata or
    /// status.
    default boolean hasGeneration() {
        return false;
    }

    /// The fields of metadata of which a change counts as a new generation.
    default List<String> metadataOfGeneration() {
        return List.of();
    }

    /// Whether whoever creates one may give it a status.
    default boolean keepsStatusOnCreate() {
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
    /// `metadata.namespace`; every selectable field is present, empty where unset.
    default Map<String, String> selectableFields(ObjectNode object) {
        return Map.of();
    }

    /// For kinds that linger after a delete: how many seconds, given what the caller asked for; 0:
    /// gone at once. Empty: this kind knows no grace.
    default OptionalLong deletionGraceSeconds(ObjectNode stored, OptionalLong requested) {
        return OptionalLong.empty();
    }

    /// Whether the stored object, though without `metadata.finalizers`, must stay when deleted (a
    /// namespace with `spec.finalizers`).
    default boolean mustLinger(ObjectNode stored) {
        return false;
    }

    /// When an object is marked because it lingers after a delete: what else shows that.
    default void prepareForDelete(ObjectNode object) {}

    /// Whether a delete answers with the object that is gone, instead of a Status.
    default boolean answersDeletedObject() {
        return false;
    }

    /// Whether its dependents stay, when it is deleted by who does not say what becomes of them.
    default boolean orphansByDefault() {
        return false;
    }

    /// Texts of the `Warning` headers for such a delete.
    default List<String> orphaningWarnings() {
        return List.of();
    }

    /// How it is printed as a table.
    TablePrinter printer();
}
