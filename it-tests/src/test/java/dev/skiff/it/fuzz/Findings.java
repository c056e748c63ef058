package dev.skiff.it.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What was found, each sort once, and in files what it takes to see it again.
final class Findings {
    private static final int SORT_CHARS = 70;

    private final Path directory;
    private final long seed;
    private final Map<String, String> bySort = new LinkedHashMap<>();

    /// @param directory for requests that show them
    Findings(Path directory, long seed) {
        this.directory = directory;
        this.seed = seed;
    }

    int size() {
        return bySort.size();
    }

    boolean knows(String problem) {
        return bySort.containsKey(sort(problem));
    }

    /// Two problems that differ in numbers and names only are of one sort.
    private static String sort(String problem) {
        String plain = problem.replaceAll("\"[^\"]*\"", "\"\"").replaceAll("\\d{2,}", "0");
        return plain.length() <= SORT_CHARS ? plain : plain.substring(0, SORT_CHARS);
    }

    void add(int number, String problem, Optional<FuzzRequest> request) {
        String how = request.map(this::described).orElse("");
        note(problem, told(number, problem, how));
    }

    void addJunk(int number, String problem, byte[] junk) {
        if (!knows(problem)) {
            String file = write(junk, ".bytes");
            note(problem, told(number, problem, "these bytes: " + file));
        }
    }

    void addLogged(int number, String what, String lines) {
        String problem = "logged: " + lines.replaceFirst("^\\S+ ", "");
        note(problem, told(number, AnswerRules.shortened(problem), what));
    }

    /// @param writers the last request that wrote each object
    void addStored(int number, String what, String problem, Map<String, FuzzRequest> writers) {
        String path = what.replaceFirst("^PUT ", "").replaceFirst(" as .*", "");
        String how =
                Optional.ofNullable(writers.get(path))
                        .map(this::described)
                        .orElse("unknown writer");
        note(
                "stored " + problem,
                told(number, "stored: " + what + ": " + problem, "written by " + how));
    }

    private void note(String problem, String told) {
        if (bySort.putIfAbsent(sort(problem), told) == null) {
            System.out.println("fuzz: found " + told);
        }
    }

    private String described(FuzzRequest request) {
        String file = request.hasBody() ? write(request.body(), ".body") : "";
        String text =
                request.isJson() && request.body().length < 1500
                        ? new String(request.body(), StandardCharsets.UTF_8)
                        : "";
        return request.curl("$SERVER", file) + "\n    " + text;
    }

    private String write(byte[] bytes, String ending) {
        try {
            Files.createDirectories(directory);
            Path file = Files.createTempFile(directory, "seed" + seed + "-", ending);
            return Files.write(file, bytes).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String told(int number, String problem, String how) {
        return "seed %d, number %d: %s%n    %s".formatted(seed, number, problem, how);
    }

    @Override
    public String toString() {
        return String.join("\n", bySort.values());
    }
}
