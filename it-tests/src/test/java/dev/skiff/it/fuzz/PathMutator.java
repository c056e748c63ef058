package dev.skiff.it.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Changes the path of a request.
final class PathMutator implements Mutator {
    private static final List<String> SEGMENTS = OddWords.of("path.segments");
    private static final List<String> METHODS =
            List.of(
                    "GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "get",
                    "FOO");

    @Override
    public FuzzRequest mutate(FuzzRequest request, Chooser chooser) {
        if (chooser.oneIn(5)) {
            return request.withMethod(chooser.of(METHODS));
        }
        List<String> segments = new ArrayList<>(Arrays.asList(request.path().split("/", -1)));
        int at = chooser.below(segments.size());
        switch (chooser.below(8)) {
            case 0 -> segments.remove(at);
            case 1 -> segments.add(at, segments.get(at));
            case 2 -> segments.add("a".repeat(chooser.few(3000)));
            case 3 -> segments.set(at, escaped(segments.get(at)));
            case 4 -> segments.add(chooser.of(SEGMENTS));
            case 5 -> segments.add(at, chooser.of(SEGMENTS));
            default -> segments.set(at, chooser.of(SEGMENTS));
        }
        String path = String.join("/", segments);
        String query = request.query();
        return request.withTarget(
                (path.startsWith("/") ? path : "/" + path) + (query.isEmpty() ? "" : "?" + query));
    }

    private static String escaped(String segment) {
        StringBuilder escaped = new StringBuilder();
        segment.chars().forEach(c -> escaped.append("%%%02x".formatted(c & 0xff)));
        return escaped.toString();
    }
}
