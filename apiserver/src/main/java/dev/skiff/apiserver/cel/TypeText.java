package dev.skiff.apiserver.cel;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.types.TypeParamType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Types as text: `map<string,list<int>>` in the lists of this package, `map(string, list(int))`
/// in upstream's words.
final class TypeText {
    private static final String PARAMETER = "T";

    private TypeText() {}

    /// @param structs names of types that have fields; a name of several parts that is not among
    /// them is of a type without
    static CelType parse(String text, Set<String> structs) {
        int open = text.indexOf('<');
        if (open >= 0) {
            List<CelType> parameters = new ArrayList<>(2);
            for (String parameter : split(text.substring(open + 1, text.length() - 1))) {
                parameters.add(parse(parameter, structs));
            }
            return generic(text.substring(0, open), parameters);
        }
        if (structs.contains(text)) {
            return StructTypeReference.create(text);
        }
        return switch (text) {
            case "bool" -> SimpleType.BOOL;
            case "int" -> SimpleType.INT;
            case "uint" -> SimpleType.UINT;
            case "double" -> SimpleType.DOUBLE;
            case "string" -> SimpleType.STRING;
            case "bytes" -> SimpleType.BYTES;
            case "duration" -> SimpleType.DURATION;
            case "timestamp" -> SimpleType.TIMESTAMP;
            case "dyn" -> SimpleType.DYN;
            case PARAMETER -> TypeParamType.create(PARAMETER);
            default -> OpaqueType.create(text);
        };
    }

    private static CelType generic(String name, List<CelType> parameters) {
        return switch (name) {
            case "list" -> ListType.create(parameters.get(0));
            case "map" -> MapType.create(parameters.get(0), parameters.get(1));
            case "optional" -> OptionalType.create(parameters.get(0));
            default -> throw new IllegalStateException("no generic type " + name);
        };
    }

    /// The parts between the commas that are not within angle brackets.
    static List<String> split(String text) {
        List<String> parts = new ArrayList<>(2);
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<') {
                depth++;
            } else if (c == '>') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (start < text.length()) {
            parts.add(text.substring(start));
        }
        return parts;
    }

    /// What is kept of a variable's type: upstream knows plain types, lists and maps of them.
    static CelType known(CelType type) {
        return switch (type) {
            case ListType list -> ListType.create(known(list.elemType()));
            case MapType map -> MapType.create(known(map.keyType()), known(map.valueType()));
            case SimpleType simple -> simple;
            default -> SimpleType.DYN;
        };
    }

    static String print(CelType type) {
        String name =
                switch (type.kind()) {
                    case NULL_TYPE -> "null_type";
                    case DYN, ERROR -> "dyn";
                    default -> type.name();
                };
        if (type.parameters().isEmpty() || type.kind() == CelKind.STRUCT) {
            return name;
        }
        return type.parameters().stream()
                .map(TypeText::print)
                .collect(Collectors.joining(", ", name + "(", ")"));
    }
}
