package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.StoredObject;
import java.util.function.UnaryOperator;

/// A kind whose objects are stored as those of another one.
///
/// @param stored the other kind; refusals speak of it
/// @param fromStored makes an object of this kind of a stored one, changing nothing
/// @param toStored makes the object to store, changing nothing
public record KindView(
        Kind stored, UnaryOperator<ObjectNode> fromStored, UnaryOperator<ObjectNode> toStored) {
    /// The stored bytes in this view.
    byte[] show(byte[] encoded) {
        return StoredObject.encode(fromStored.apply(Json.readOwn(encoded)));
    }

    /// The bytes to store for those of this view.
    byte[] store(byte[] encoded) {
        return StoredObject.encode(toStored.apply(Json.readOwn(encoded)));
    }
}
