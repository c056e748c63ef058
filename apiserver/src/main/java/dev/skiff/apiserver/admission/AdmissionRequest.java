package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.status.ApiException;
import java.util.Optional;
import java.util.function.Consumer;

/// A write that is to be admitted.
///
/// @param subresource empty: the object itself
/// @param name empty while the server has still to generate it
/// @param object what is to be stored; of a deletion, what is there, not to be changed
/// @param stored what is there; empty for a creation
/// @param warnings takes what the caller is to be warned of
public record AdmissionRequest(
        Operation operation,
        Kind kind,
        String subresource,
        String namespace,
        String name,
        ObjectNode object,
        Optional<ObjectNode> stored,
        UserInfo user,
        Consumer<String> warnings) {
    public enum Operation {
        CREATE,
        UPDATE,
        DELETE
    }

    /// Whether it is about the object itself of this kind.
    public boolean isOf(Kind wanted) {
        return kind.equals(wanted) && subresource.isEmpty();
    }

    public ApiException forbidden(String why) {
        String shown = name.isEmpty() ? object.at("/metadata/generateName").asText("") : name;
        return ApiException.forbidden(kind, shown.isEmpty() ? "Unknown" : shown, why);
    }
}
