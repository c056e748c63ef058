package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.Locale;

/// Events: what happened to what, and when last.
public final class EventPrinter extends KindPrinter {
    public EventPrinter() {
        super("events");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode involved = Fields.at(object, "involvedObject");
        JsonNode series = Fields.at(object, "series");
        Cell first = firstSeen(object);
        row.cell(lastSeen(object, first))
                .text(Fields.text(object, "type"))
                .text(Fields.text(object, "reason"))
                .text(target(involved))
                .text(Fields.text(involved, "fieldPath"))
                .text(source(object))
                .text(Fields.text(object, "message").strip())
                .cell(first)
                .number(series.isObject() ? Fields.number(series, "count") : count(object))
                .name();
    }

    private static Cell firstSeen(JsonNode event) {
        String time = Fields.has(event, "firstTimestamp") ? "firstTimestamp" : "eventTime";
        return Cell.ago(Fields.at(event, time));
    }

    private static Cell lastSeen(JsonNode event, Cell firstSeen) {
        if (Fields.at(event, "series").isObject()) {
            return Cell.ago(Fields.at(event, "series", "lastObservedTime"));
        }
        return Fields.has(event, "lastTimestamp")
                ? Cell.ago(Fields.at(event, "lastTimestamp"))
                : firstSeen;
    }

    private static String target(JsonNode involved) {
        String kind = Fields.text(involved, "kind").toLowerCase(Locale.ROOT);
        String name = Fields.text(involved, "name");
        return name.isEmpty() ? kind : kind + "/" + name;
    }

    private static String source(JsonNode event) {
        String component = either(event, "component", "reportingComponent");
        String host = either(event, "host", "reportingInstance");
        return host.isEmpty() ? component : component + ", " + host;
    }

    private static String either(JsonNode event, String inSource, String reporting) {
        String own = Fields.text(event, "source", inSource);
        return own.isEmpty() ? Fields.text(event, reporting) : own;
    }

    private static long count(JsonNode event) {
        return Math.max(1, Fields.number(event, "count"));
    }
}
