package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Events as lines of aligned columns, oldest first.
final class EventRows {
    private final Instant now;

    EventRows(Instant now) {
        this.now = now;
    }

    /// What is around the columns that there always are.
    record Shape(boolean withNamespace, boolean withHeader) {}

    void print(List<? extends JsonNode> events, PrintStream out, Shape shape) {
        boolean withNamespace = shape.withNamespace();
        List<List<String>> rows = new ArrayList<>();
        if (shape.withHeader()) {
            rows.add(
                    row(
                            withNamespace,
                            "NAMESPACE",
                            "LAST SEEN",
                            "TYPE",
                            "REASON",
                            "OBJECT",
                            "MESSAGE"));
        }
        events.stream()
                .sorted(Comparator.comparing(EventRows::lastSeen).thenComparing(Manifest::nameOf))
                .forEach(
                        event ->
                                rows.add(
                                        row(
                                                withNamespace,
                                                event.path("metadata").path("namespace").asText(),
                                                seen(event),
                                                event.path("type").asText(),
                                                event.path("reason").asText(),
                                                object(event),
                                                event.path("message").asText().strip())));
        new Columns().print(rows, out);
    }

    /// The table that `describe` ends with.
    void describe(List<? extends JsonNode> events, TabText text) {
        text.line(0, "Events:");
        text.line(1, "Type", "Reason", "Age", "From", "Message");
        text.line(1, "----", "------", "----", "----", "-------");
        events.stream()
                .sorted(Comparator.comparing(EventRows::lastSeen).thenComparing(Manifest::nameOf))
                .forEach(
                        event ->
                                text.line(
                                        1,
                                        event.path("type").asText(),
                                        event.path("reason").asText(),
                                        seen(event),
                                        component(event),
                                        event.path("message").asText().strip()));
    }

    private static List<String> row(boolean withNamespace, String namespace, String... cells) {
        List<String> row = new ArrayList<>();
        if (withNamespace) {
            row.add(namespace);
        }
        row.addAll(List.of(cells));
        return row;
    }

    private String seen(JsonNode event) {
        String last = age(lastSeen(event));
        int count = event.path("count").asInt(1);
        return count > 1 ? last + " (x" + count + " over " + age(firstSeen(event)) + ")" : last;
    }

    private String age(Instant then) {
        return Durations.age(Duration.between(then, now));
    }

    private static Instant lastSeen(JsonNode event) {
        String last = event.path("lastTimestamp").asText();
        return last.isEmpty() || last.equals("null") ? firstSeen(event) : Instant.parse(last);
    }

    private static Instant firstSeen(JsonNode event) {
        for (String field : List.of("firstTimestamp", "eventTime")) {
            String time = event.path(field).asText();
            if (!time.isEmpty() && !time.equals("null")) {
                return Instant.parse(time);
            }
        }
        return Instant.parse(event.path("metadata").path("creationTimestamp").asText());
    }

    private static String object(JsonNode event) {
        JsonNode object = event.path("involvedObject");
        return object.path("kind").asText() + "/" + object.path("name").asText();
    }

    private static String component(JsonNode event) {
        String component = event.path("source").path("component").asText();
        return component.isEmpty() ? event.path("reportingComponent").asText() : component;
    }
}
