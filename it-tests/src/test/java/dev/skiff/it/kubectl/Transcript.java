package dev.skiff.it.kubectl;

import java.util.List;
import java.util.stream.IntStream;

/// Commands and what one kubectl must print for them.
record Transcript(List<Entry> entries) {
    /// How a command is run.
    enum Mode {
        ONCE("$ "),
        EVENTUALLY("~ "),
        BACKGROUND("& "),
        COLLECT("; ");

        /// What a line with such a command begins with.
        final String prefix;

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

    /// Its entries that are not the same in the other one, which has as many.
    Transcript without(Transcript other) {
        return new Transcript(
                IntStream.range(0, entries.size())
                        .filter(i -> !entries.get(i).equals(other.entries().get(i)))
                        .mapToObj(entries::get)
                        .toList());
    }

    /// As it stands in a file that only one kubectl plays.
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
}
