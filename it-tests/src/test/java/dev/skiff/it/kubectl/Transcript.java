package dev.skiff.it.kubectl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Commands and what they must print.
///
/// ```
/// # a comment; a blank line ends an expected output
/// $ kubectl get ns x          runs once
/// ~ kubectl get pods          is tried again until it prints this
/// & kubectl get cm -w         starts in the background, and prints something at once
/// ; kubectl get cm -w         ends when that one has printed as many lines
/// the expected output, normalised
/// [exit 1]                    only where it is not 0
/// ```
record Transcript(List<Entry> entries) {
    /// How a command is run.
    enum Mode {
        ONCE("$ "),
        EVENTUALLY("~ "),
        BACKGROUND("& "),
        COLLECT("; ");

        private final String prefix;

        Mode(String prefix) {
            this.prefix = prefix;
        }
    }

    /// A comment or a command.
    ///
    /// @param expected lines joined by newlines, exit code included
    record Entry(List<String> comments, Mode mode, String command, String expected) {}

    Transcript {
        entries = List.copyOf(entries);
    }

    static Transcript read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        String command = "";
        Mode mode = Mode.ONCE;
        for (String line : Files.readAllLines(file)) {
            @Nullable Mode starts = modeOf(line);
            if (starts == null && !line.startsWith("#")) {
                expected.add(line);
                continue;
            }
            if (!command.isEmpty()) {
                entries.add(new Entry(comments, mode, command, joined(expected)));
                comments = new ArrayList<>();
            }
            expected = new ArrayList<>();
            command = "";
            if (starts == null) {
                comments.add(line);
            } else {
                mode = starts;
                command = line.substring(2);
            }
        }
        if (!command.isEmpty()) {
            entries.add(new Entry(comments, mode, command, joined(expected)));
        }
        return new Transcript(entries);
    }

    /// Its entries that are not the same in the other one, which has as many.
    Transcript without(Transcript other) {
        return new Transcript(
                IntStream.range(0, entries.size())
                        .filter(i -> !entries.get(i).equals(other.entries().get(i)))
                        .mapToObj(entries::get)
                        .toList());
    }

    void write(Path file) throws IOException {
        Files.writeString(file, toString());
    }

    /// As it stands in a file.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            entry.comments().forEach(comment -> text.append(comment).append('\n'));
            text.append(entry.mode().prefix).append(entry.command()).append('\n');
            if (!entry.expected().isEmpty()) {
                text.append(entry.expected()).append('\n');
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static @Nullable Mode modeOf(String line) {
        for (Mode mode : Mode.values()) {
            if (line.startsWith(mode.prefix)) {
                return mode;
            }
        }
        return null;
    }

    private static String joined(List<String> lines) {
        return String.join("\n", lines).strip();
    }
}
