package dev.skiff.it.kubectl;

import dev.skiff.it.kubectl.Transcript.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Commands and what each kubectl must print for them.
///
/// ```
/// # a comment
/// $ kubectl get ns x          runs once
/// ~ kubectl get pods          is tried again until it prints this
/// & kubectl get cm -w         starts in the background, and prints something at once
/// ; kubectl get cm -w         ends when that one has printed as many lines
/// the expected output, normalised
/// [exit 1]                    only where it is not 0
/// [kubectl 1.27 1.29]         what follows is expected of these instead
/// the other output
/// ```
record TranscriptFile(List<Line> lines) {
    private static final Pattern OTHERS = Pattern.compile("\\[kubectl ([\\d. ]+)]");

    /// One command with its outputs.
    ///
    /// @param common what versions print that are not among `others`
    /// @param others by version
    record Line(
            List<String> comments,
            Mode mode,
            String command,
            String common,
            SortedMap<String, String> others) {
        Line {
            comments = List.copyOf(comments);
            others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
        }

        private String outputOf(String version) {
            return others.getOrDefault(version, common);
        }

        private Line with(String version, String output) {
            SortedMap<String, String> changed = new TreeMap<>(others);
            changed.remove(version);
            if (!output.equals(common)) {
                changed.put(version, output);
            }
            return new Line(comments, mode, command, common, changed);
        }

        private Line withCommon(String output) {
            SortedMap<String, String> changed = new TreeMap<>(others);
            changed.values().removeIf(output::equals);
            return new Line(comments, mode, command, output, changed);
        }
    }

    TranscriptFile {
        lines = List.copyOf(lines);
    }

    static TranscriptFile read(Path file) throws IOException {
        List<Line> lines = new ArrayList<>();
        List<String> block = new ArrayList<>();
        boolean hasCommand = false;
        for (String line : Files.readAllLines(file)) {
            boolean isCommand = modeOf(line) != null;
            if (hasCommand && (isCommand || line.startsWith("#"))) {
                lines.add(parse(block));
                block = new ArrayList<>();
                hasCommand = false;
            }
            block.add(line);
            hasCommand |= isCommand;
        }
        if (hasCommand) {
            lines.add(parse(block));
        }
        return new TranscriptFile(lines);
    }

    /// What one version must print.
    Transcript of(String version) {
        return new Transcript(
                lines.stream()
                        .map(
                                line ->
                                        new Transcript.Entry(
                                                line.comments(),
                                                line.mode(),
                                                line.command(),
                                                line.outputOf(version)))
                        .toList());
    }

    /// With what a version printed; what it does not share with the others stands beside theirs.
    TranscriptFile with(String version, Transcript printed) {
        List<Line> changed = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            changed.add(lines.get(i).with(version, printed.entries().get(i).expected()));
        }
        return new TranscriptFile(changed);
    }

    /// With what is printed by all versions that print nothing else.
    TranscriptFile withCommon(Transcript printed) {
        List<Line> changed = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            changed.add(lines.get(i).withCommon(printed.entries().get(i).expected()));
        }
        return new TranscriptFile(changed);
    }

    void write(Path file) throws IOException {
        Files.writeString(file, toString());
    }

    /// As it stands in the file.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            line.comments().forEach(comment -> text.append(comment).append('\n'));
            text.append(line.mode().prefix).append(line.command()).append('\n');
            appendOutput(text, line.common());
            byOutput(line.others())
                    .forEach(
                            (output, versions) -> {
                                text.append("[kubectl ")
                                        .append(String.join(" ", versions))
                                        .append("]\n");
                                appendOutput(text, output);
                            });
            text.append('\n');
        }
        return text.toString();
    }

    private static void appendOutput(StringBuilder text, String output) {
        if (!output.isEmpty()) {
            text.append(output).append('\n');
        }
    }

    private static Map<String, List<String>> byOutput(SortedMap<String, String> others) {
        Map<String, List<String>> versions = new LinkedHashMap<>();
        others.forEach(
                (version, output) ->
                        versions.computeIfAbsent(output, _ -> new ArrayList<>()).add(version));
        return versions;
    }

    /// Comments, one command, and its outputs.
    private static Line parse(List<String> block) {
        int at = 0;
        while (modeOf(block.get(at)) == null) {
            at++;
        }
        List<String> comments = block.subList(0, at).stream().filter(s -> !s.isBlank()).toList();
        String command = block.get(at);
        List<String> versions = List.of("");
        Map<String, List<String>> outputs = new LinkedHashMap<>();
        outputs.put("", new ArrayList<>());
        for (String line : block.subList(at + 1, block.size())) {
            Matcher others = OTHERS.matcher(line);
            if (others.matches()) {
                versions = List.of(others.group(1).split(" "));
                versions.forEach(version -> outputs.put(version, new ArrayList<>()));
            } else {
                versions.forEach(
                        version ->
                                outputs.computeIfAbsent(version, _ -> new ArrayList<>()).add(line));
            }
        }
        SortedMap<String, String> others = new TreeMap<>();
        outputs.forEach((version, lines) -> others.put(version, String.join("\n", lines).strip()));
        String common = others.remove("");
        return new Line(
                comments,
                modeOrThrow(command),
                command.substring(2),
                common == null ? "" : common,
                others);
    }

    private static Mode modeOrThrow(String line) {
        @Nullable Mode mode = modeOf(line);
        if (mode == null) {
            throw new IllegalStateException("not a command: " + line);
        }
        return mode;
    }

    private static @Nullable Mode modeOf(String line) {
        for (Mode mode : Mode.values()) {
            if (line.startsWith(mode.prefix)) {
                return mode;
            }
        }
        return null;
    }
}
