package dev.skiff.it.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.util.List;

/// Changes values within a JSON body, which stays well-formed unless the value itself is not.
final class TreeMutator implements Mutator {
    private static final List<String> METADATA =
            List.of(
                    "annotations",
                    "creationTimestamp",
                    "deletionGracePeriodSeconds",
                    "deletionTimestamp",
                    "finalizers",
                    "generateName",
                    "generation",
                    "labels",
                    "managedFields",
                    "name",
                    "namespace",
                    "ownerReferences",
                    "resourceVersion",
                    "selfLink",
                    "uid");

    @Override
    public FuzzRequest mutate(FuzzRequest request, Chooser chooser) {
        if (!request.isJson()) {
            return request;
        }
        try {
            JsonNode root = Json.mapper().readTree(request.body());
            if (!root.isContainerNode()) {
                return request;
            }
            return request.withBody(Json.write(changed(root, chooser)));
        } catch (IOException _) {
            return request; // broken by another mutator
        }
    }

    private static JsonNode changed(JsonNode root, Chooser chooser) {
        List<Place> places = Place.in(root);
        if (places.isEmpty() || chooser.oneIn(200)) {
            return OddValues.pick("", root, chooser);
        }
        change(chooser.of(places), places, chooser);
        if (chooser.oneIn(12) && root.path("metadata") instanceof ObjectNode metadata) {
            String field = chooser.of(METADATA);
            metadata.set(field, OddValues.pick(field, metadata.path(field), chooser));
        }
        return root;
    }

    private static void change(Place place, List<Place> places, Chooser chooser) {
        switch (chooser.below(12)) {
            case 0 -> place.remove();
            case 1 -> place.put(chooser.of(places).value().deepCopy());
            case 2 -> addTo(place, chooser);
            case 3 -> rename(place, chooser);
            default -> place.put(OddValues.pick(place.name(), place.value(), chooser));
        }
    }

    private static void addTo(Place place, Chooser chooser) {
        switch (place.value()) {
            case ArrayNode list -> grow(list, chooser);
            case ObjectNode object ->
                    object.set(
                            OddValues.text(chooser),
                            OddValues.pick("", NullNode.getInstance(), chooser));
            default -> place.put(OddValues.pick(place.name(), place.value(), chooser));
        }
    }

    private static void grow(ArrayNode list, Chooser chooser) {
        JsonNode model = list.isEmpty() ? NullNode.getInstance() : list.get(0);
        switch (chooser.below(4)) {
            case 0 -> list.add(NullNode.getInstance());
            case 1 -> list.insert(0, OddValues.pick("", model, chooser));
            case 2 -> list.add(model.deepCopy());
            default -> {
                int copies = chooser.few(300);
                for (int i = 0; i < copies; i++) {
                    list.add(model.deepCopy());
                }
            }
        }
    }

    private static void rename(Place place, Chooser chooser) {
        switch (place) {
            case Place.Field field -> {
                JsonNode value = field.value();
                field.remove();
                field.parent().set(OddValues.text(chooser), value);
            }
            case Place.Element element -> element.put(NullNode.getInstance());
        }
    }
}
