package dev.skiff.apiserver.registry;

import dev.skiff.api.request.ApiResponse.Header;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Warnings as headers of an answer, each once. As on Kubernetes, all of them are cut short when
/// together they are long, and the last ones are left out when that does not suffice.
final class WarningHeaders {
    private static final int MOST_IN_ALL = 4096;
    private static final int MOST_OF_ONE = 256;

    private WarningHeaders() {}

    static List<Header> of(List<String> warnings) {
        Set<String> texts = new LinkedHashSet<>(warnings);
        texts.remove("");
        boolean areShort = texts.stream().mapToInt(WarningHeaders::length).sum() <= MOST_IN_ALL;
        List<Header> headers = new ArrayList<>();
        int written = 0;
        for (String text : texts) {
            String told = areShort ? text : cut(text);
            headers.add(new Header("Warning", "299 - " + quoted(told)));
            written += length(told);
            if (!areShort && written >= MOST_IN_ALL) {
                break;
            }
        }
        return headers;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String cut(String text) {
        return length(text) <= MOST_OF_ONE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_OF_ONE));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else {
                quoted.append(c < ' ' ? ' ' : c);
            }
        }
        return quoted.append('"').toString();
    }
}
