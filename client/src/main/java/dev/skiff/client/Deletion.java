package dev.skiff.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.util.OptionalLong;

/// How to delete an object.
///
/// @param uid, resourceVersion preconditions; empty: none
/// @param graceSeconds empty: what the object says
public record Deletion(
        String uid, String resourceVersion, OptionalLong graceSeconds, Propagation propagation) {
    /// What happens to dependents.
    public enum Propagation {
        BACKGROUND("Background"),
        FOREGROUND("Foreground"),
        ORPHAN("Orphan");

        private final String word;

        Propagation(String word) {
            this.word = word;
        }
    }

    /// Any object of that name.
    public static Deletion any() {
        return new Deletion("", "", OptionalLong.empty(), Propagation.BACKGROUND);
    }

    /// This very object, not one that has taken its name.
    public static Deletion ofUid(String uid) {
        return new Deletion(uid, "", OptionalLong.empty(), Propagation.BACKGROUND);
    }

    public Deletion atRevision(String newResourceVersion) {
        return new Deletion(uid, newResourceVersion, graceSeconds, propagation);
    }

    public Deletion withGrace(long seconds) {
        return new Deletion(uid, resourceVersion, OptionalLong.of(seconds), propagation);
    }

    public Deletion with(Propagation newPropagation) {
        return new Deletion(uid, resourceVersion, graceSeconds, newPropagation);
    }

    byte[] toJson() {
        ObjectNode options = Json.object();
        options.put("kind", "DeleteOptions").put("apiVersion", "v1");
        options.put("propagationPolicy", propagation.word);
        graceSeconds.ifPresent(seconds -> options.put("gracePeriodSeconds", seconds));
        if (!uid.isEmpty() || !resourceVersion.isEmpty()) {
            ObjectNode preconditions = options.putObject("preconditions");
            if (!uid.isEmpty()) {
                preconditions.put("uid", uid);
            }
            if (!resourceVersion.isEmpty()) {
                preconditions.put("resourceVersion", resourceVersion);
            }
        }
        return Json.write(options);
    }
}
