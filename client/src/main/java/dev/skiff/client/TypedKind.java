package dev.skiff.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.StoredObject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// A kind together with the class its objects are read as. Decoded objects are shared: nobody calls
/// their setters. `managedFields` are never decoded, so an object must not be sent back as a whole
/// where they matter; a server keeps them when an update leaves them out. Lists and maps are never
/// null, even where the server sends that.
public record TypedKind<T extends HasMetadata>(Kind kind, Class<T> type) {
    private static final JsonSetter.Value NULL_IS_EMPTY =
            JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .addModule(MicroTimes.module())
                    .addMixIn(ObjectMeta.class, WithoutManagedFields.class)
                    .withConfigOverride(List.class, o -> o.setSetterInfo(NULL_IS_EMPTY))
                    .withConfigOverride(Map.class, o -> o.setSetterInfo(NULL_IS_EMPTY))
                    .build();

    @JsonIgnoreProperties("managedFields")
    private interface WithoutManagedFields {}

    /// The typed view of a stored object: decoded by the first caller, shared by all later ones.
    public T view(StoredObject object) {
        return object.view(type, this::decodeStored);
    }

    /// Reads an object as it stands on the wire.
    ///
    /// @throws OutsideWorldException if the bytes are no such object
    public T decode(byte[] wire) {
        try {
            return MAPPER.readValue(wire, type);
        } catch (IOException e) {
            throw new OutsideWorldException("cannot read a " + kind, e);
        }
    }

    /// Writes an object for the wire.
    public byte[] encode(T object) {
        try {
            return MAPPER.writeValueAsBytes(object);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a " + kind, e);
        }
    }

    private T decodeStored(StoredObject object) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream(object.encoded().length + 40);
        try {
            object.writeTo(wire);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy a " + kind, e);
        }
        return decode(wire.toByteArray());
    }
}
