package dev.skiff.ctl;

import dev.skiff.api.selector.LabelSelector;
import dev.skiff.api.selector.SelectorText;
import java.util.List;
import picocli.CommandLine.Option;

/// Manifests and labels: what a command is about, where it isn't named in words.
final class SelectionOptions {
    @Option(
            names = {"-f", "--filename"},
            split = ",",
            paramLabel = "FILE",
            description = "a manifest, a directory of them, or - for standard input")
    private List<String> files = List.of();

    @Option(
            names = {"-R", "--recursive"},
            description = "also the directories within a directory given with -f")
    private boolean recursive;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "only objects with these labels")
    private String labels = "";

    boolean hasFiles() {
        return !files.isEmpty();
    }

    String labels() {
        return labels;
    }

    /// The objects of the manifests that have the labels.
    List<ManifestFiles.Entry> manifests(Session session) {
        ManifestFiles reader = new ManifestFiles(session);
        List<ManifestFiles.Entry> entries =
                recursive ? reader.readRecursively(files) : reader.read(files);
        LabelSelector selector = selector();
        return entries.stream()
                .filter(entry -> selector.matches(entry.object().path("metadata").path("labels")))
                .toList();
    }

    private LabelSelector selector() {
        return switch (LabelSelector.parse(labels)) {
            case SelectorText.Valid<LabelSelector>(LabelSelector selector) -> selector;
            case SelectorText.Malformed<LabelSelector>(String message) ->
                    throw new CommandFailure(
                            "error: the provided selector \""
                                    + labels
                                    + "\" is not valid: "
                                    + message);
        };
    }
}
