package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.List;

/// What in a definition probably does not do what its author thinks.
public final class DefinitionWarnings {
    private DefinitionWarnings() {}

    public static List<String> of(ObjectNode definition) {
        List<String> warnings = new ArrayList<>(0);
        for (JsonNode whole : InternalSpec.of(definition).schemas()) {
            Schemas.each(whole, schema -> format(schema, warnings));
        }
        return warnings;
    }

    private static void format(JsonNode schema, List<String> warnings) {
        String format = Fields.text(schema, "format");
        if (!format.isEmpty() && !StringFormats.isKnown(format)) {
            warnings.add("unrecognized format " + GoText.quote(format));
        }
    }
}
