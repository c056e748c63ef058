package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.time.Instant;
import java.util.Locale;

/// Events: what happened to what, and when last.
public final class EventPrinter extends KindPrinter {
    public EventPrinter() {
        super("events");
    }

    @Override
    void print(JsonNode object, Instant now, Row row) {
        JsonNode involved = Fields.at(object, "involvedObject");
        JsonNode series = Fields.at(object, "series");
        String first = firstSeen(object, now);
        row.text(lastSeen(object, first, now))
                .text(Fields.text(object, "type"))
                .text(Fields.text(object, "reason"))
                .text(target(involved))
                .text(Fields.text(involved, "fieldPath"))
                .text(source(object))
                .text(Fields.text(object, "message").strip())
                .text(first)
                .number(series.isObject() ? Fields.number(series, "count") : count(object))
                .name();
    }

    private static String firstSeen(JsonNode event, Instant now) {
        String time = Fields.has(event, "firstTimestamp") ? "firstTimestamp" : "eventTime";
        return Age.since(Fields.at(event, time), now);
    }

    private static String lastSeen(JsonNode event, String firstSeen, Instant now) {
        if (Fields.at(event, "series").isObject()) {
            return Age.since(Fields.at(event, "series", "lastObservedTime"), now);
        }
        return Fields.has(event, "lastTimestamp")
                ? Age.since(Fields.at(event, "lastTimestamp"), now)
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
