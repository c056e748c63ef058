package dev.skiff.api.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/// Turns the events of one YAML document into JSON. Keys of maps come out sorted.
final class YamlReader {
    private static final int DEEPEST = 1000;
    private static final int FEW_NODES = 400_000;
    private static final int MANY_NODES = 4_000_000;

    private final Parser parser;
    private final List<String> duplicates = new ArrayList<>();
    private final Map<String, Anchored> anchors = new LinkedHashMap<>();
    private long nodes;
    private long aliasedNodes;
    private int depth;

    YamlReader(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setNestingDepthLimit(DEEPEST);
        this.parser = new ParserImpl(new StreamReader(text), options);
    }

    /// @param tree null while it is being read
    private record Anchored(@Nullable JsonNode tree, long nodes) {}

    List<String> duplicates() {
        return duplicates;
    }

    /// The first document; null in JSON when there is none.
    JsonNode readDocument() {
        parser.getEvent();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return NullNode.instance;
        }
        parser.getEvent();
        JsonNode tree = node(parser.getEvent());
        parser.getEvent();
        return tree;
    }

    private JsonNode node(Event event) {
        nodes++;
        if (event instanceof AliasEvent alias) {
            return aliased(alias.getAnchor());
        }
        String anchor = ((NodeEvent) event).getAnchor();
        long before = nodes;
        if (anchor != null) {
            anchors.put(anchor, new Anchored(null, 0));
        }
        JsonNode tree =
                switch (event) {
                    case ScalarEvent scalar -> YamlScalar.value(scalar);
                    case SequenceStartEvent _ -> sequence();
                    case MappingStartEvent _ -> mapping();
                    default -> throw new IllegalStateException("not the start of a node: " + event);
                };
        if (anchor != null) {
            anchors.put(anchor, new Anchored(tree, nodes - before + 1));
        }
        return tree;
    }

    private JsonNode aliased(String name) {
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            throw YamlErrors.refusal("unknown anchor '" + name + "' referenced");
        }
        if (anchored.tree() == null) {
            throw YamlErrors.refusal("anchor '" + name + "' value contains itself");
        }
        nodes += anchored.nodes();
        aliasedNodes += anchored.nodes();
        boolean isWorthALook = aliasedNodes > 100 && nodes > 1000;
        if (isWorthALook && aliasedNodes > nodes * allowedShare()) {
            throw YamlErrors.refusal("document contains excessive aliasing");
        }
        return anchored.tree().deepCopy();
    }

    /// Small documents may consist of aliases, large ones hardly.
    private double allowedShare() {
        if (nodes <= FEW_NODES) {
            return 0.99;
        }
        if (nodes >= MANY_NODES) {
            return 0.10;
        }
        return 0.99 - 0.89 * (nodes - FEW_NODES) / (MANY_NODES - FEW_NODES);
    }

    private ArrayNode sequence() {
        enter();
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            list.add(node(parser.getEvent()));
        }
        parser.getEvent();
        depth--;
        return list;
    }

    private ObjectNode mapping() {
        enter();
        Map<String, JsonNode> own = new TreeMap<>();
        Map<String, JsonNode> merged = new TreeMap<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Event key = parser.getEvent();
            boolean isMerge = key instanceof ScalarEvent scalar && YamlScalar.isMerge(scalar);
            JsonNode keyNode = isMerge ? NullNode.instance : node(key);
            Event value = parser.getEvent();
            JsonNode valueNode = node(value);
            if (isMerge) {
                merge(valueNode, merged);
            } else {
                put(own, YamlScalar.key(keyNode), valueNode, value);
            }
        }
        parser.getEvent();
        depth--;
        own.forEach(merged::put);
        ObjectNode object = Json.object();
        merged.forEach(object::set);
        return object;
    }

    private void put(Map<String, JsonNode> map, String key, JsonNode value, Event event) {
        if (map.put(key, value) != null) {
            duplicates.add(
                    "line %d: key %s already set in map"
                            .formatted(event.getStartMark().getLine() + 1, GoText.quote(key)));
        }
    }

    private static void merge(JsonNode value, Map<String, JsonNode> into) {
        if (value.isObject()) {
            value.properties().forEach(field -> into.putIfAbsent(field.getKey(), field.getValue()));
        } else if (value.isArray()) {
            value.forEach(element -> merge(element, into));
        } else {
            throw YamlErrors.refusal("map merge requires map or sequence of maps as the value");
        }
    }

    private void enter() {
        depth++;
        if (depth > DEEPEST) {
            throw YamlErrors.refusal("exceeded max depth of " + DEEPEST);
        }
    }
}
