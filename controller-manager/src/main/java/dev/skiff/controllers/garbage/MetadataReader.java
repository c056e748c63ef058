package dev.skiff.controllers.garbage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what garbage collection needs from the head of an object's bytes, and nothing behind it.
final class MetadataReader {
    private MetadataReader() {}

    static OwnedObject read(Kind kind, StoredObject stored) {
        try (JsonParser in = Json.mapper().getFactory().createParser(stored.encoded())) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean isMetadata = in.currentName().equals("metadata");
                in.nextToken();
                if (isMetadata) {
                    return metadata(kind, stored, in);
                }
                in.skipChildren();
            }
            throw new IllegalStateException(kind + " without metadata at " + stored.revision());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the metadata of a " + kind, e);
        }
    }

    private static OwnedObject metadata(Kind kind, StoredObject stored, JsonParser in)
            throws IOException {
        String uid = "";
        List<OwnedObject.Owner> owners = List.of();
        List<String> finalizers = List.of();
        boolean isDeleting = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            JsonToken value = in.nextToken();
            switch (field) {
                case "uid" -> uid = in.getText();
                case "deletionTimestamp" -> isDeleting = value == JsonToken.VALUE_STRING;
                case "ownerReferences" -> owners = owners(in);
                case "finalizers" -> finalizers = strings(in);
                default -> in.skipChildren();
            }
        }
        return new OwnedObject(
                kind, stored.key(), uid, stored.revision(), owners, finalizers, isDeleting);
    }

    private static List<OwnedObject.Owner> owners(JsonParser in) throws IOException {
        List<OwnedObject.Owner> owners = new ArrayList<>();
        if (in.currentToken() == JsonToken.START_ARRAY) {
            while (in.nextToken() == JsonToken.START_OBJECT) {
                owners.add(owner(in));
            }
        }
        return owners;
    }

    private static OwnedObject.Owner owner(JsonParser in) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            fields.put(field, in.getText());
        }
        return new OwnedObject.Owner(
                fields.getOrDefault("apiVersion", ""),
                fields.getOrDefault("kind", ""),
                fields.getOrDefault("name", ""),
                fields.getOrDefault("uid", ""),
                "true".equals(fields.get("blockOwnerDeletion")));
    }

    private static List<String> strings(JsonParser in) throws IOException {
        List<String> strings = new ArrayList<>();
        if (in.currentToken() == JsonToken.START_ARRAY) {
            while (in.nextToken() == JsonToken.VALUE_STRING) {
                strings.add(in.getText());
            }
        }
        return strings;
    }
}
