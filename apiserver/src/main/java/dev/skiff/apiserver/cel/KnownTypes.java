package dev.skiff.apiserver.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.StructType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The types that have fields: those of `kubernetes-types.txt`, and what else an expression meets.
final class KnownTypes implements CelTypeProvider {
    static final String VARIABLES = "kubernetes.variables";

    private final ImmutableMap<String, CelType> types;

    private KnownTypes(Map<String, CelType> types) {
        this.types = ImmutableMap.copyOf(types);
    }

    static KnownTypes read() {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : ListedLines.of("kubernetes-types.txt")) {
            int end = line.indexOf(' ');
            lines.put(line.substring(0, end), line.substring(end + 1));
        }
        Map<String, CelType> types = new LinkedHashMap<>();
        lines.forEach(
                (name, fields) -> {
                    Map<String, CelType> typed = new LinkedHashMap<>();
                    for (String field : fields.split(" ")) {
                        int colon = field.indexOf(':');
                        typed.put(
                                field.substring(0, colon),
                                TypeText.parse(field.substring(colon + 1), lines.keySet()));
                    }
                    types.put(name, struct(name, typed));
                });
        return new KnownTypes(types);
    }

    /// The same types, and these by the fields they have.
    KnownTypes with(Map<String, Map<String, CelType>> structs) {
        Map<String, CelType> all = new LinkedHashMap<>(types);
        structs.forEach((name, fields) -> all.put(name, struct(name, fields)));
        return new KnownTypes(all);
    }

    private static CelType struct(String name, Map<String, CelType> fields) {
        ImmutableMap<String, CelType> known = ImmutableMap.copyOf(fields);
        return StructType.create(
                name, known.keySet(), field -> Optional.ofNullable(known.get(field)));
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return types.values();
    }

    @Override
    public Optional<CelType> findType(String name) {
        return Optional.ofNullable(types.get(name));
    }
}
