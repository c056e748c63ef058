package dev.skiff.apiserver.registry.kinds.flow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The FlowSchemas and PriorityLevelConfigurations of every cluster (`standard-flows.json`).
public final class StandardFlows {
    /// Who makes them keeps their specs as they are here.
    public static final String UPDATED_ANNOTATION = "apf.kubernetes.io/autoupdate-spec";

    private static final String RESOURCE = "standard-flows.json";
    private static final List<String> MANDATORY = List.of("exempt", "catch-all");

    private StandardFlows() {}

    /// The specs of that kind, by name.
    public static Map<String, JsonNode> of(Kind kind) {
        Map<String, JsonNode> specs = new LinkedHashMap<>();
        Fields.entries(Specs.ALL.path(kind.name()))
                .forEach(entry -> specs.put(entry.getKey(), entry.getValue().deepCopy()));
        return specs;
    }

    /// The spec that an object of this name must have, if any.
    static Optional<JsonNode> mandatory(Kind kind, String name) {
        return MANDATORY.contains(name)
                ? Optional.of(Specs.ALL.path(kind.name()).path(name))
                : Optional.empty();
    }

    private static final class Specs {
        static final JsonNode ALL = read();

        private static JsonNode read() {
            try (InputStream in = StandardFlows.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException(RESOURCE + " is not on the class path");
                }
                return Json.mapper().readTree(in);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + RESOURCE, e);
            }
        }
    }
}
