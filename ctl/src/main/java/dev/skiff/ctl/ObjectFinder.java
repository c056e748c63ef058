package dev.skiff.ctl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the objects a command is about, by kubectl's rules for what may be combined: manifests,
/// or kinds with a selector, or names.
final class ObjectFinder {
    private static final int HTTP_BAD_REQUEST = 400;

    private static final String NOTHING_NAMED =
            """
            error: You must provide one or more resources by argument or filename.
            Example resource specifications include:
               '-f rsrc.yaml'
               '--filename=rsrc.json'
               '<resource> <name>'
               '<resource>'""";

    /// What a kind without a name or selector means.
    enum KindAlone {
        EVERY_OBJECT,
        REFUSED
    }

    /// Where and which of a kind.
    ///
    /// @param fields a field selector; empty: any
    record Scope(String fields, boolean allNamespaces, KindAlone kindAlone) {}

    /// An object and where it lives.
    ///
    /// @param source the manifest that names it; empty: none
    /// @param known as it was when listed
    record Found(
            ResourceType type,
            String namespace,
            String name,
            String source,
            Optional<ObjectNode> known) {
        String path() {
            return type.objectPath(namespace, name);
        }

        /// As it is; asked for where it is not known yet.
        ObjectNode object(Session session) {
            return known.orElseGet(() -> fetch(session));
        }

        /// Says so where it is the namespace that isn't there.
        private ObjectNode fetch(Session session) {
            try {
                return session.get(path(), Map.of());
            } catch (CommandFailure e) {
                if (e.isMissing() && type.isNamespaced() && !namespace.equals("default")) {
                    session.get("/api/v1/namespaces/" + namespace, Map.of());
                }
                throw e;
            }
        }
    }

    private final Session session;
    private final Scope scope;
    private final Failures failures;

    /// @param failures takes what manifests name that cannot be
    ObjectFinder(Session session, Scope scope, Failures failures) {
        this.session = session;
        this.scope = scope;
        this.failures = failures;
    }

    List<Found> find(List<String> words, SelectionOptions selection) {
        if (selection.hasFiles()) {
            return inManifests(words, selection);
        }
        boolean selects = !selection.labels().isEmpty() || !scope.fields().isEmpty();
        if (words.isEmpty()) {
            throw new CommandFailure(
                    selects || scope.kindAlone() == KindAlone.EVERY_OBJECT
                            ? "error: at least one resource must be specified to use a selector"
                            : NOTHING_NAMED);
        }
        Targets targets = Targets.parse(words, session.catalogue());
        if (!targets.objects().isEmpty()) {
            return named(words, targets, selects);
        }
        if (!selects && scope.kindAlone() == KindAlone.REFUSED) {
            throw new CommandFailure("error: resource(s) were provided, but no name was specified");
        }
        List<Found> found = new ArrayList<>();
        targets.types().forEach(type -> found.addAll(listed(type, selection.labels())));
        return found;
    }

    private List<Found> inManifests(List<String> words, SelectionOptions selection) {
        if (!words.isEmpty()) {
            throw new CommandFailure(
                    words.getFirst().contains("/")
                            ? "error: resource/name arguments cannot be provided when a path is specified"
                            : "error: when paths, URLs, or stdin is provided as input, you may not specify"
                                    + " resource arguments as well");
        }
        List<Found> found = new ArrayList<>();
        for (ManifestFiles.Entry entry : selection.manifests(session)) {
            try {
                found.add(
                        new Found(
                                entry.type(session.catalogue()),
                                entry.namespace(session),
                                Manifest.nameOf(entry.object()),
                                entry.source(),
                                Optional.empty()));
            } catch (CommandFailure e) {
                failures.add(e);
            }
        }
        return found;
    }

    private List<Found> named(List<String> words, Targets targets, boolean selects) {
        if (selects) {
            throw new CommandFailure(
                    words.getFirst().contains("/")
                            ? "error: selectors and the all flag cannot be used when passing resource/name"
                                    + " arguments"
                            : "error: name cannot be provided when a selector is specified");
        }
        List<Found> found = new ArrayList<>();
        for (Targets.Named target : targets.objects()) {
            if (scope.allNamespaces() && target.type().isNamespaced()) {
                throw new CommandFailure(
                        "error: a resource cannot be retrieved by name across all namespaces");
            }
            found.add(
                    new Found(
                            target.type(),
                            session.namespace(),
                            target.name(),
                            "",
                            Optional.empty()));
        }
        return found;
    }

    /// Those of a kind, within the scope.
    List<Found> listed(ResourceType type, String labels) {
        Map<String, String> query = new LinkedHashMap<>();
        if (!labels.isEmpty()) {
            query.put("labelSelector", labels);
        }
        if (!scope.fields().isEmpty()) {
            query.put("fieldSelector", scope.fields());
        }
        String namespace = scope.allNamespaces() ? "" : session.namespace();
        List<Found> found = new ArrayList<>();
        for (ObjectNode item : ObjectText.itemsOf(list(type, namespace, query))) {
            found.add(
                    new Found(
                            type,
                            Manifest.namespaceOf(item, session),
                            Manifest.nameOf(item),
                            "",
                            Optional.of(item)));
        }
        return found;
    }

    private ObjectNode list(ResourceType type, String namespace, Map<String, String> query) {
        try {
            return session.get(type.collectionPath(namespace), query);
        } catch (CommandFailure e) {
            if (query.isEmpty() || !e.isAnswer(HTTP_BAD_REQUEST)) {
                throw e;
            }
            throw e.during(
                    "Unable to find \"%s/%s, Resource=%s\" that match label selector \"%s\", field selector \"%s\""
                            .formatted(
                                    type.groupVersion().group(),
                                    type.groupVersion().version(),
                                    type.plural(),
                                    query.getOrDefault("labelSelector", ""),
                                    scope.fields()));
        }
    }
}
