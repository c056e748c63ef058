package dev.skiff.agent.env;

import java.util.List;
import java.util.Map;

/// Replaces `$(NAME)` by a variable's value. `$$` stands for `$`; what names no variable stays
/// as it is.
public final class Expansion {
    private Expansion() {}

    public static String expand(String text, Map<String, String> variables) {
        StringBuilder expanded = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char here = text.charAt(at);
            boolean isEscape = here == '$' && at + 1 < text.length();
            if (!isEscape) {
                expanded.append(here);
                at++;
            } else {
                at = expandOne(text, at, variables, expanded);
            }
        }
        return expanded.toString();
    }

    /// Handles what follows a `$`; returns where to go on.
    private static int expandOne(
            String text, int at, Map<String, String> variables, StringBuilder expanded) {
        char kind = text.charAt(at + 1);
        if (kind == '$') {
            expanded.append('$');
            return at + 2;
        }
        int end = kind == '(' ? text.indexOf(')', at + 2) : -1;
        if (end < 0) {
            expanded.append('$').append(kind);
            return at + 2;
        }
        String whole = text.substring(at, end + 1);
        expanded.append(variables.getOrDefault(text.substring(at + 2, end), whole));
        return end + 1;
    }

    public static List<String> expandAll(List<String> texts, Map<String, String> variables) {
        return texts.stream().map(text -> expand(text, variables)).toList();
    }
}
