package dev.skiff.apiserver.cel;

import java.util.List;

/// Names that expressions can name.
public final class Identifiers {
    private static final List<String> RESERVED =
            List.of(
                    "true",
                    "false",
                    "null",
                    "in",
                    "as",
                    "break",
                    "const",
                    "continue",
                    "else",
                    "for",
                    "function",
                    "if",
                    "import",
                    "let",
                    "loop",
                    "package",
                    "namespace",
                    "return",
                    "var",
                    "void",
                    "while");

    private Identifiers() {}

    public static boolean isIdentifier(String name) {
        return name.matches("[_a-zA-Z][_a-zA-Z0-9]*") && !RESERVED.contains(name);
    }

    /// A field's name as expressions write it; empty: they cannot.
    static String escaped(String field) {
        if (RESERVED.contains(field)) {
            return "__" + field + "__";
        }
        if (!field.matches("[a-zA-Z_./-][a-zA-Z0-9_./-]*")) {
            return "";
        }
        return field.replace("__", "__underscores__")
                .replace(".", "__dot__")
                .replace("-", "__dash__")
                .replace("/", "__slash__");
    }
}
