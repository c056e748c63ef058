package dev.skiff.api.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Fields of which at most one may be set.
///
/// @param discriminator the field that says which; empty when there is none
/// @param fields each field with the discriminator's value that belongs to it
public record Union(String discriminator, Map<String, String> fields) {
    public Union {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
