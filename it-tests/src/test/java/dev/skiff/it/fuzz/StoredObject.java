package dev.skiff.it.fuzz;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.util.List;

/// An object as the server gave it, and what can be asked about it. Every request made here is one
/// that the server could accept.
///
/// @param path where it is
record StoredObject(String path, ObjectNode object) {
    private static final List<String> OWN = List.of("kind", "apiVersion", "metadata");
    private static final List<String> ACCEPTS =
            List.of(
                    "application/json",
                    "application/yaml",
                    "application/vnd.kubernetes.protobuf",
                    "application/json;as=Table;v=v1;g=meta.k8s.io",
                    "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io");

    FuzzRequest request(Chooser chooser) {
        return switch (chooser.below(14)) {
            case 0, 1, 2 -> put(path, object.deepCopy(), chooser);
            case 3 -> put(path + "/status", object.deepCopy(), chooser);
            case 4, 5 -> patch("application/merge-patch+json", part(chooser));
            case 6, 7 -> patch("application/strategic-merge-patch+json", part(chooser));
            case 8 -> operations(chooser);
            case 9, 10 -> apply(chooser);
            case 11 -> copy(chooser);
            case 12 -> delete(chooser);
            default -> read(chooser);
        };
    }

    private static FuzzRequest put(String path, ObjectNode changed, Chooser chooser) {
        if (chooser.oneIn(3) && changed.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove("resourceVersion");
        }
        return FuzzRequest.json("PUT", path, Json.write(changed));
    }

    private FuzzRequest patch(String type, ObjectNode patch) {
        return FuzzRequest.json("PATCH", path, Json.write(patch)).withType(type);
    }

    /// Some of its fields, as they are.
    private ObjectNode part(Chooser chooser) {
        ObjectNode part = object.deepCopy();
        part.remove(OWN);
        part.properties().stream()
                .map(field -> field.getKey())
                .filter(_ -> chooser.oneIn(3))
                .toList()
                .forEach(part::remove);
        if (chooser.oneIn(2)) {
            ObjectNode metadata = part.putObject("metadata");
            metadata.set("labels", object.path("metadata").path("labels").deepCopy());
            metadata.putObject("annotations").put("a", "b");
        }
        return part;
    }

    private FuzzRequest operations(Chooser chooser) {
        List<Place> places = Place.in(object);
        ArrayNode operations = JsonNodeFactory.instance.arrayNode();
        int count = chooser.few(4);
        for (int i = 0; i < count; i++) {
            Place place = chooser.of(places);
            ObjectNode operation = operations.addObject();
            operation.put("op", chooser.of(List.of("test", "replace", "add", "copy", "move")));
            operation.put("path", place.pointer());
            operation.put("from", chooser.of(places).pointer());
            operation.set("value", place.value().deepCopy());
        }
        return FuzzRequest.json("PATCH", path, Json.write(operations))
                .withType("application/json-patch+json");
    }

    private FuzzRequest apply(Chooser chooser) {
        ObjectNode applied = object.deepCopy();
        applied.putObject("metadata").put("name", object.path("metadata").path("name").asText());
        applied.remove("status");
        return FuzzRequest.json("PATCH", path, Json.write(applied))
                .withType("application/apply-patch+yaml")
                .withQuery("fieldManager=f" + chooser.below(3) + "&force=" + chooser.oneIn(2));
    }

    private FuzzRequest copy(Chooser chooser) {
        ObjectNode copy = object.deepCopy();
        if (copy.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(List.of("resourceVersion", "uid", "managedFields"));
            metadata.put("name", "c" + chooser.below(200));
        }
        return FuzzRequest.json("POST", collection(), Json.write(copy));
    }

    private FuzzRequest delete(Chooser chooser) {
        ObjectNode options = Json.object().put("kind", "DeleteOptions").put("apiVersion", "v1");
        options.put("gracePeriodSeconds", chooser.below(3));
        options.put("propagationPolicy", chooser.oneIn(3) ? "Orphan" : "Background");
        ObjectNode conditions = options.putObject("preconditions");
        conditions.set("uid", object.path("metadata").path("uid"));
        return FuzzRequest.json("DELETE", path, Json.write(options));
    }

    private FuzzRequest read(Chooser chooser) {
        return FuzzRequest.get(chooser.oneIn(2) ? path : collection())
                .with("Accept", chooser.of(ACCEPTS));
    }

    private String collection() {
        return path.substring(0, path.lastIndexOf('/'));
    }
}
