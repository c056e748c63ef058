package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.schema.DecodeResult;
import dev.skiff.api.schema.ObjectDecoder;
import dev.skiff.api.schema.TypeSchema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A kind in the version in which it is written, and the others in which its objects can be seen.
///
/// @param apiVersion the version that is written: `apps/v1`
/// @param others by version
public record VersionedKind(TypeSchema type, String apiVersion, Map<String, ObjectVersion> others) {
    public VersionedKind {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    /// A kind of one version.
    public VersionedKind(TypeSchema type, String apiVersion) {
        this(type, apiVersion, Map.of());
    }

    /// Whether there is such a version; fields of others are nobody's.
    boolean has(String version) {
        return version.equals(apiVersion) || others.containsKey(version);
    }

    /// The place of objects of that version, which must be there.
    Slot slot(String version) {
        return Slot.of(typeOf(version));
    }

    TypeSchema typeOf(String version) {
        return version.equals(apiVersion) ? type : other(version).type();
    }

    /// An object of our version in that one. Of what cannot be read nothing is left.
    ObjectNode convert(ObjectNode object, String version) {
        return version.equals(apiVersion)
                ? object
                : other(version).fromOwn().apply(decoded(type, object));
    }

    /// An object of that version in ours.
    ObjectNode convertBack(ObjectNode object, String version) {
        return version.equals(apiVersion)
                ? object
                : other(version).toOwn().apply(decoded(typeOf(version), object));
    }

    private ObjectVersion other(String version) {
        return Optional.ofNullable(others.get(version))
                .orElseThrow(() -> new IllegalStateException("no version " + version));
    }

    private static ObjectNode decoded(TypeSchema type, ObjectNode object) {
        return ObjectDecoder.decode(type, object) instanceof DecodeResult.Decoded(var read, var _)
                ? read
                : object;
    }
}
