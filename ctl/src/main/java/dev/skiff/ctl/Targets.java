package dev.skiff.ctl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// What the words after a command name: `pods`, `pod web`, `deploy/web svc/web`, `all`.
///
/// @param types the kinds, when whole collections are meant
/// @param objects the objects, when names are given
record Targets(List<ResourceType> types, List<Named> objects) {
    record Named(ResourceType type, String name) {}

    Targets {
        types = List.copyOf(types);
        objects = List.copyOf(objects);
    }

    /// Whether more than one kind is meant, so that names alone would not tell.
    boolean isMixed() {
        return Stream.concat(types.stream(), objects.stream().map(Named::type)).distinct().count()
                > 1;
    }

    static Targets parse(List<String> words, ResourceCatalogue catalogue) {
        if (words.isEmpty()) {
            throw new CommandFailure(
                    "error: Required resource not specified.\nUse \"kubectl explain <resource>\" for a detailed"
                            + " description of that resource (e.g. kubectl explain pods).");
        }
        if (words.getFirst().contains("/")) {
            return new Targets(
                    List.of(), words.stream().map(word -> slashed(word, catalogue)).toList());
        }
        List<ResourceType> types = catalogue.findAll(words.getFirst());
        SequencedSet<String> names = new LinkedHashSet<>(words.subList(1, words.size()));
        List<Named> objects = new ArrayList<>();
        for (String name : names) {
            if (name.contains("/")) {
                throw typeAndSlashes();
            }
            types.forEach(type -> objects.add(new Named(type, name)));
        }
        return names.isEmpty() ? new Targets(types, List.of()) : new Targets(List.of(), objects);
    }

    private static CommandFailure typeAndSlashes() {
        return new CommandFailure(
                "error: there is no need to specify a resource type as a separate argument when passing"
                        + " arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead"
                        + " of 'kubectl get resource resource/<resource_name>'");
    }

    private static Named slashed(String word, ResourceCatalogue catalogue) {
        int slash = word.indexOf('/');
        if (slash < 0) {
            throw typeAndSlashes();
        }
        if (slash == 0 || slash == word.length() - 1) {
            throw new CommandFailure(
                    "error: arguments in resource/name form must have a single resource and name");
        }
        return new Named(catalogue.find(word.substring(0, slash)), word.substring(slash + 1));
    }
}
