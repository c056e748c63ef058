package dev.skiff.it.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes a JSON body in YAML, with what YAML has beyond JSON.
final class YamlMutator implements Mutator {
    private static final List<String> LINES = OddWords.of("yaml.lines");

    @Override
    public FuzzRequest mutate(FuzzRequest request, Chooser chooser) {
        if (!request.isJson()) {
            return request;
        }
        try {
            JsonNode tree = Json.mapper().readTree(request.body());
            String yaml = changed(Yaml.write(tree), chooser);
            String type =
                    request.mediaType().contains("apply-patch")
                            ? "application/apply-patch+yaml"
                            : "application/yaml";
            return request.withType(type).withBody(yaml.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            return request; // broken by another mutator
        }
    }

    private static String changed(String yaml, Chooser chooser) {
        List<String> lines = new ArrayList<>(List.of(yaml.split("(?<=\n)")));
        int at = chooser.below(lines.size());
        switch (chooser.below(8)) {
            case 0 -> lines.set(at, withValue(lines.get(at), OddValues.text(chooser)));
            case 1 -> lines.set(at, " " + lines.get(at));
            case 2 -> lines.add(at, lines.get(at));
            case 3 -> lines.addAll(List.of("---\n", yaml));
            case 4 -> lines.add(bomb(chooser));
            case 5 -> lines.add(at, chooser.of(LINES));
            case 6 -> lines.addFirst(chooser.of(LINES));
            default -> lines.add(chooser.of(LINES));
        }
        return String.join("", lines);
    }

    private static String withValue(String line, String value) {
        int colon = line.indexOf(": ");
        return (colon < 0 ? line.stripTrailing() : line.substring(0, colon)) + ": " + value + "\n";
    }

    /// Short, and huge when every alias is followed.
    private static String bomb(Chooser chooser) {
        if (chooser.oneIn(3)) {
            return "a: " + "[".repeat(chooser.few(20_000)) + "\n";
        }
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1) + ",";
            bomb.append("a%d: &a%d [%s*a%d]%n".formatted(i, i, before.repeat(8), i - 1));
        }
        return bomb.toString();
    }
}
