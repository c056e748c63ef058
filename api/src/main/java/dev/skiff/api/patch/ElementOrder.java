package dev.skiff.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts the elements of a merged list in order: those the patch names keep the patch's order, the
/// others keep the object's, and the two are interleaved as the object had them.
///
/// @param mergeKey what tells elements apart; empty for scalars
record ElementOrder(String mergeKey) {
    boolean isSame(JsonNode one, JsonNode other) {
        return identity(one).equals(identity(other));
    }

    /// @param named the elements of the patch, in its order
    /// @param server the object's list before the patch
    List<JsonNode> arrange(List<JsonNode> merged, List<JsonNode> named, List<JsonNode> server) {
        Map<JsonNode, Integer> namedAt = positions(named);
        Map<JsonNode, Integer> serverAt = positions(server);
        List<JsonNode> ours = new ArrayList<>();
        List<JsonNode> others = new ArrayList<>();
        for (JsonNode element : merged) {
            (namedAt.containsKey(identity(element)) ? ours : others).add(element);
        }
        ours.sort(Comparator.comparingInt(element -> position(namedAt, element)));
        others.sort(Comparator.comparingInt(element -> position(serverAt, element)));
        return interleave(others, ours, serverAt);
    }

    /// An element of the object goes in front of the next one of the patch only where the object
    /// had it there.
    private List<JsonNode> interleave(
            List<JsonNode> others, List<JsonNode> ours, Map<JsonNode, Integer> serverAt) {
        List<JsonNode> result = new ArrayList<>(others.size() + ours.size());
        int next = 0;
        for (JsonNode own : ours) {
            int ownAt = position(serverAt, own);
            while (next < others.size() && isBefore(position(serverAt, others.get(next)), ownAt)) {
                result.add(others.get(next++));
            }
            result.add(own);
        }
        result.addAll(others.subList(next, others.size()));
        return result;
    }

    private static boolean isBefore(int one, int other) {
        return one >= 0 && other >= 0 && one < other;
    }

    /// Where each element stands first.
    Map<JsonNode, Integer> positions(List<JsonNode> list) {
        Map<JsonNode, Integer> positions = new LinkedHashMap<>();
        for (int i = 0; i < list.size(); i++) {
            positions.putIfAbsent(identity(list.get(i)), i);
        }
        return positions;
    }

    private int position(Map<JsonNode, Integer> positions, JsonNode element) {
        return positions.getOrDefault(identity(element), -1);
    }

    private JsonNode identity(JsonNode element) {
        return mergeKey.isEmpty() ? element : element.path(mergeKey);
    }
}
