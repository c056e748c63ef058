package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;

/// The order of values within paths: numbers, texts, booleans, lists, maps, nothing; numbers by
/// value.
final class ValueOrder {
    private ValueOrder() {}

    static int compare(JsonNode left, JsonNode right) {
        int ranks = Integer.compare(rank(left), rank(right));
        if (ranks != 0) {
            return ranks;
        }
        return switch (left.getNodeType()) {
            case NUMBER -> left.decimalValue().compareTo(right.decimalValue());
            case STRING -> left.textValue().compareTo(right.textValue());
            case BOOLEAN -> Boolean.compare(left.booleanValue(), right.booleanValue());
            case ARRAY -> compareElements(left.iterator(), right.iterator());
            case OBJECT -> compareFields(left, right);
            case NULL, MISSING, BINARY, POJO -> 0;
        };
    }

    private static int rank(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> 0;
            case STRING -> 1;
            case BOOLEAN -> 2;
            case ARRAY -> 3;
            case OBJECT -> 4;
            case NULL, MISSING, BINARY, POJO -> 5;
        };
    }

    private static int compareElements(Iterator<JsonNode> left, Iterator<JsonNode> right) {
        while (left.hasNext() && right.hasNext()) {
            int order = compare(left.next(), right.next());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }

    private static int compareFields(JsonNode left, JsonNode right) {
        Iterator<Map.Entry<String, JsonNode>> mine = left.properties().iterator();
        Iterator<Map.Entry<String, JsonNode>> theirs = right.properties().iterator();
        while (mine.hasNext() && theirs.hasNext()) {
            Map.Entry<String, JsonNode> my = mine.next();
            Map.Entry<String, JsonNode> their = theirs.next();
            int order = my.getKey().compareTo(their.getKey());
            if (order == 0) {
                order = compare(my.getValue(), their.getValue());
            }
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(mine.hasNext(), theirs.hasNext());
    }
}
