package dev.skiff.it.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The cases in which we differ, each with its reason: a line `case: reason`.
record KnownDifferences(Map<String, String> reasons) {
    KnownDifferences {
        reasons = new TreeMap<>(reasons);
    }

    static KnownDifferences load(Path file) throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int colon = line.indexOf(": ");
                reasons.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return new KnownDifferences(reasons);
    }

    Optional<String> of(String golden) {
        return Optional.ofNullable(reasons.get(golden));
    }
}
