package dev.skiff.ctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which objects `get` is about.
final class GetSelection {
    @Mixin private SelectionOptions selection = new SelectionOptions();

    @Option(
            names = "--field-selector",
            paramLabel = "SELECTOR",
            description = "only objects with these fields")
    private String fieldSelector = "";

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "in every namespace")
    private boolean allNamespaces;

    @Option(
            names = "--chunk-size",
            paramLabel = "COUNT",
            description = "read this many at a time; 0: all at once (default 500)")
    private int chunkSize = 500;

    @Option(
            names = "--subresource",
            paramLabel = "NAME",
            description = "show this part of the object: status or scale")
    private String subresource = "";

    int chunkSize() {
        return chunkSize;
    }

    /// Whether objects of all namespaces may be among the answers.
    boolean isEverywhere() {
        return allNamespaces;
    }

    List<Place> places(List<String> words, Session session) {
        if (selection.hasFiles()) {
            return inFiles(words, session);
        }
        Targets targets = Targets.parse(words, session.catalogue());
        checkNames(targets);
        String namespace = allNamespaces ? "" : session.namespace();
        List<Place> places = new ArrayList<>();
        targets.types().forEach(type -> places.add(Place.of(type, namespace)));
        targets.objects().forEach(o -> places.add(place(o.type(), namespace, o.name())));
        return places;
    }

    private void checkNames(Targets targets) {
        if (targets.objects().isEmpty()) {
            if (!subresource.isEmpty()) {
                throw new CommandFailure(
                        "error: subresource cannot be used when bulk resources are specified");
            }
            return;
        }
        if (allNamespaces) {
            throw new CommandFailure(
                    "error: a resource cannot be retrieved by name across all namespaces");
        }
        if (!selection.labels().isEmpty() || !fieldSelector.isEmpty()) {
            throw new CommandFailure("error: name cannot be provided when a selector is specified");
        }
    }

    private List<Place> inFiles(List<String> words, Session session) {
        if (!words.isEmpty()) {
            throw new CommandFailure(
                    "error: when paths, URLs, or stdin is provided as input, you may not specify"
                            + " resource arguments as well");
        }
        List<Place> places = new ArrayList<>();
        for (ManifestFiles.Entry entry : selection.manifests(session)) {
            ResourceType type = entry.type(session.catalogue());
            String namespace = Manifest.namespaceOf(entry.object(), session);
            places.add(place(type, namespace, Manifest.nameOf(entry.object())));
        }
        return places;
    }

    private Place place(ResourceType type, String namespace, String name) {
        Place place = Place.of(type, namespace, name);
        return subresource.isEmpty()
                ? place
                : new Place(type, place.path() + "/" + subresource, false);
    }

    /// The one thing to watch.
    WatchView.Subject single(List<String> words, Session session) {
        Targets targets = Targets.parse(words, session.catalogue());
        checkNames(targets);
        if (targets.types().size() + targets.objects().size() != 1) {
            throw new CommandFailure(
                    targets.objects().isEmpty()
                            ? "error: you may only specify a single resource type"
                            : "error: you may only watch a single resource or type of resource at a"
                                    + " time");
        }
        String namespace = allNamespaces ? "" : session.namespace();
        return targets.types().isEmpty()
                ? new WatchView.Subject(
                        targets.objects().getFirst().type(),
                        namespace,
                        targets.objects().getFirst().name())
                : new WatchView.Subject(targets.types().getFirst(), namespace, "");
    }

    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        if (!selection.labels().isEmpty()) {
            query.put("labelSelector", selection.labels());
        }
        if (!fieldSelector.isEmpty()) {
            query.put("fieldSelector", fieldSelector);
        }
        return query;
    }

    String nothingFound(List<Place> places, Session session) {
        boolean areNamespaced = places.stream().allMatch(place -> place.type().isNamespaced());
        return areNamespaced && !allNamespaces
                ? "No resources found in " + session.namespace() + " namespace."
                : "No resources found";
    }
}
