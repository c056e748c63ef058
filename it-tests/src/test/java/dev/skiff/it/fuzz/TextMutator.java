package dev.skiff.it.fuzz;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Changes how a JSON body is written: keys given twice, other encodings, blanks, comments.
final class TextMutator implements Mutator {
    private static final List<Charset> ENCODINGS =
            List.of(
                    StandardCharsets.UTF_16,
                    StandardCharsets.UTF_16LE,
                    StandardCharsets.ISO_8859_1,
                    Charset.forName("UTF-32"));
    private static final List<String> BEFORE = OddWords.of("json.before");
    private static final List<String> AFTER = OddWords.of("json.after");

    @Override
    public FuzzRequest mutate(FuzzRequest request, Chooser chooser) {
        if (!request.isJson()) {
            return request;
        }
        String text = new String(request.body(), StandardCharsets.UTF_8);
        return switch (chooser.below(5)) {
            case 0 -> request.withBody(text.getBytes(chooser.of(ENCODINGS)));
            case 1 -> written(request, chooser.of(BEFORE) + text);
            case 2 -> written(request, text + chooser.of(AFTER));
            case 3 -> written(request, twice(text, chooser));
            default -> written(request, text.replace("\":", chooser.oneIn(2) ? "\" : " : "\"::"));
        };
    }

    private static FuzzRequest written(FuzzRequest request, String text) {
        return request.withBody(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Gives a key again, at the start of some object.
    private static String twice(String text, Chooser chooser) {
        int from = chooser.below(Math.max(1, text.length()));
        int brace = text.indexOf("{\"", from);
        int end = brace < 0 ? -1 : text.indexOf("\":", brace);
        return end < 0
                ? text
                : text.substring(0, brace + 1)
                        + text.substring(brace + 1, end)
                        + "\":"
                        + (chooser.oneIn(2) ? "null" : "\"a\"")
                        + ","
                        + text.substring(brace + 1);
    }
}
