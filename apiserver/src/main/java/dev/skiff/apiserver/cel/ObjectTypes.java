package dev.skiff.apiserver.cel;

import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// The types of objects that an expression makes. They have no schema: each has every field that
/// the expression speaks of, of any type.
final class ObjectTypes {
    private static final String OBJECT = "Object";
    private static final Map<String, CelType> PATCH =
            Map.of(
                    "op", SimpleType.STRING,
                    "path", SimpleType.STRING,
                    "from", SimpleType.STRING,
                    "value", SimpleType.DYN);

    private ObjectTypes() {}

    /// @param parsed without an error
    static Map<String, Map<String, CelType>> named(CelValidationResult parsed) {
        Set<String> types = new LinkedHashSet<>();
        Set<String> fields = new LinkedHashSet<>();
        try {
            CelNavigableAst.fromAst(parsed.getAst())
                    .getRoot()
                    .allNodes()
                    .forEach(node -> collect(node.expr(), types, fields));
        } catch (CelValidationException e) {
            throw new IllegalStateException("errors in what has none", e);
        }
        Map<String, CelType> any = new LinkedHashMap<>();
        fields.forEach(field -> any.put(field, SimpleType.DYN));
        Map<String, Map<String, CelType>> structs = new LinkedHashMap<>();
        structs.put("JSONPatch", PATCH);
        types.forEach(type -> structs.put(type, any));
        return structs;
    }

    private static void collect(CelExpr expression, Set<String> types, Set<String> fields) {
        switch (expression.getKind()) {
            case STRUCT -> {
                String type = expression.struct().messageName();
                if (type.equals(OBJECT) || type.startsWith(OBJECT + ".")) {
                    types.add(type);
                    expression.struct().entries().forEach(entry -> fields.add(entry.fieldKey()));
                }
            }
            case SELECT -> fields.add(expression.select().field());
            default -> {}
        }
    }
}
