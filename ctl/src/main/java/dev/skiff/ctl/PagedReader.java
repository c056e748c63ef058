package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads collections page by page, so that a large one is never one answer.
final class PagedReader {
    private final Session session;
    private final String accept;
    private final int pageSize;

    /// @param pageSize 0: everything at once
    PagedReader(Session session, String accept, int pageSize) {
        this.session = session;
        this.accept = accept;
        this.pageSize = pageSize;
    }

    /// A list or table with the items or rows of all its pages.
    ObjectNode collection(String path, Map<String, String> query) {
        Map<String, String> asked = new LinkedHashMap<>(query);
        if (pageSize > 0) {
            asked.put("limit", Integer.toString(pageSize));
        }
        ObjectNode whole = get(path, asked);
        String next = continuation(whole);
        while (!next.isEmpty()) {
            asked.put("continue", next);
            ObjectNode page = get(path, asked);
            append(page, whole, "items");
            append(page, whole, "rows");
            next = continuation(page);
        }
        return whole;
    }

    ObjectNode get(String path, Map<String, String> query) {
        return session.success(
                session.send("GET", path, query, Map.of("Accept", accept), new byte[0]));
    }

    private static void append(ObjectNode page, ObjectNode whole, String field) {
        JsonNode more = page.path(field);
        if (more.isArray()) {
            whole.withArrayProperty(field).addAll((ArrayNode) more);
        }
    }

    private static String continuation(ObjectNode list) {
        return list.path("metadata").path("continue").asText();
    }
}
