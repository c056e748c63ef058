package dev.skiff.it.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Places in JSON, written as `$.a.b[0]["c.d"][*]`.
final class JsonPlaces {
    private static final String ANY = "*";
    private static final Pattern PART =
            Pattern.compile("\\.([^.\\[\\]]+)|\\[[\"']([^\"']+)[\"']]|\\[(\\d+|\\*)]");

    private JsonPlaces() {}

    /// Missing if there is nothing.
    static JsonNode find(JsonNode root, String place) {
        JsonNode found = root;
        for (String part : parts(place)) {
            found = child(found, part);
        }
        return found;
    }

    /// Replaces what is at each of the places.
    static void edit(JsonNode root, String place, UnaryOperator<JsonNode> change) {
        edit(root, parts(place), change);
    }

    private static void edit(JsonNode box, List<String> parts, UnaryOperator<JsonNode> change) {
        List<String> rest = parts.subList(1, parts.size());
        for (String key : keys(box, parts.getFirst())) {
            JsonNode value = child(box, key);
            if (value.isMissingNode()) {
                continue;
            }
            if (rest.isEmpty()) {
                put(box, key, change.apply(value));
            } else {
                edit(value, rest, change);
            }
        }
    }

    private static List<String> keys(JsonNode box, String part) {
        if (!part.equals(ANY)) {
            return List.of(part);
        }
        List<String> keys = new ArrayList<>();
        if (box.isArray()) {
            for (int i = 0; i < box.size(); i++) {
                keys.add(Integer.toString(i));
            }
        } else {
            box.fieldNames().forEachRemaining(keys::add);
        }
        return keys;
    }

    private static void put(JsonNode box, String key, JsonNode value) {
        switch (box) {
            case ObjectNode object -> object.set(key, value);
            case ArrayNode array -> array.set(Integer.parseInt(key), value);
            default -> throw new IllegalStateException("nothing can be put into " + box);
        }
    }

    private static JsonNode child(JsonNode box, String key) {
        if (box.isArray()) {
            return key.chars().allMatch(Character::isDigit)
                    ? box.path(Integer.parseInt(key))
                    : MissingNode.getInstance();
        }
        return box.path(key);
    }

    private static List<String> parts(String place) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(place);
        while (matcher.find()) {
            for (int group = 1; group <= 3; group++) {
                if (matcher.group(group) != null) {
                    parts.add(matcher.group(group));
                }
            }
        }
        return parts;
    }
}
