package dev.skiff.it.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One call of a conversation, or a watch with the calls that happen meanwhile.
record Step(JsonNode tree) {
    private static final int UNTIL_SECONDS = 15;

    static List<Step> all(JsonNode list) {
        List<Step> steps = new ArrayList<>();
        list.forEach(step -> steps.add(new Step(step)));
        return List.copyOf(steps);
    }

    String id() {
        return tree.path("id").asText();
    }

    boolean isWatch() {
        return tree.path("kind").asText().equals("watch");
    }

    List<Step> during() {
        return all(tree.path("during"));
    }

    JsonNode expected() {
        return tree.path("expect");
    }

    JsonNode body() {
        return tree.path("body");
    }

    String auth() {
        return tree.path("auth").asText("admin");
    }

    Map<String, String> headers() {
        return texts("headers");
    }

    /// Variables to take from the answer, with the place of each.
    Map<String, String> captures() {
        return texts("capture");
    }

    private Map<String, String> texts(String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        tree.path(field).properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }

    boolean comparesHeadOnly() {
        return tree.path("compare").asText().equals("head");
    }

    boolean watchesToEnd() {
        return tree.path("toEnd").asBoolean();
    }

    /// What the answer must hold before the step is over, by place.
    JsonNode until() {
        return tree.path("until");
    }

    /// Whether the call is repeated until its answer holds that.
    boolean waits() {
        return until().isObject() && !untilLimit().isZero();
    }

    Duration untilLimit() {
        return Duration.ofSeconds(tree.path("untilSeconds").asInt(UNTIL_SECONDS));
    }

    /// How long to wait before the call.
    Duration settle() {
        return Duration.ofMillis(Math.round(tree.path("settle").asDouble() * 1000));
    }

    int expectedEvents() {
        return expected().path("events").size();
    }

    /// How many events to wait for before the calls that happen meanwhile.
    int eventsBefore() {
        return tree.path("before").asInt();
    }

    /// How long a watch that has to end by itself may take.
    Duration watchLimit() {
        return Duration.ofSeconds(tree.path("seconds").asInt(4));
    }
}
