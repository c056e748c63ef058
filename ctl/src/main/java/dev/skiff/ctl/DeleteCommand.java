package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.status.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `skiff delete`.
@Command(
        name = "delete",
        description = "Delete objects and wait until they are gone.",
        mixinStandardHelpOptions = true)
final class DeleteCommand extends ClusterCommand {
    /// An object to delete, where it lives.
    private record Doomed(ResourceType type, String namespace, String name) {
        String path() {
            return type.objectPath(namespace, name);
        }
    }

    @Parameters(paramLabel = "TYPE NAME… | TYPE/NAME…", arity = "0..*")
    private List<String> words = List.of();

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            description = "a manifest, a directory of them, or - for standard input")
    private List<String> files = List.of();

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "the objects with these labels")
    private String selector = "";

    @Option(names = "--all", description = "every object of the kind")
    private boolean all;

    @Option(
            names = "--grace-period",
            paramLabel = "SECONDS",
            description = "how long pods may take to stop")
    private int gracePeriod = -1;

    @Option(names = "--now", description = "as --grace-period=1")
    private boolean now;

    @Option(
            names = "--force",
            description = "do not wait for the node's word that a pod has stopped")
    private boolean force;

    @Option(
            names = "--cascade",
            paramLabel = "MODE",
            description = "what becomes of owned objects: background, foreground or orphan",
            defaultValue = "background")
    private String cascade = "background";

    @Option(names = "--ignore-not-found", description = "a missing object is no error")
    private boolean ignoreNotFound;

    @Option(
            names = "--wait",
            arity = "0..1",
            paramLabel = "true|false",
            description = "wait until they are gone",
            defaultValue = "true",
            fallbackValue = "true")
    private boolean wait;

    DeleteCommand(SessionSource sessions) {
        super(sessions);
    }

    @Override
    int run(Session session) {
        int exitCode = 0;
        List<Doomed> lingering = new ArrayList<>();
        for (Doomed doomed : doomed(session)) {
            try {
                ObjectNode answer =
                        session.write("DELETE", doomed.path(), Map.of(), Session.JSON, options());
                session.out().println(deleted(doomed));
                if (!answer.path("kind").asText().equals("Status")) {
                    lingering.add(doomed);
                }
            } catch (CommandFailure e) {
                exitCode = Math.max(exitCode, failed(session, e));
            }
        }
        if (wait && !force) {
            lingering.forEach(doomed -> waitUntilGone(session, doomed));
        }
        return exitCode;
    }

    private int failed(Session session, CommandFailure failure) {
        boolean isMissing =
                String.valueOf(failure.getMessage()).startsWith("Error from server (NotFound)");
        if (isMissing && ignoreNotFound) {
            return 0;
        }
        session.err().println(failure.getMessage());
        return 1;
    }

    private List<Doomed> doomed(Session session) {
        List<Doomed> doomed = new ArrayList<>();
        for (ObjectNode object : new ManifestFiles(session).read(files)) {
            ResourceType type = Manifest.typeOf(object, session.catalogue());
            doomed.add(
                    new Doomed(
                            type, Manifest.namespaceOf(object, session), Manifest.nameOf(object)));
        }
        if (words.isEmpty() && !files.isEmpty()) {
            return doomed;
        }
        Targets targets = Targets.parse(words, session.catalogue());
        targets.objects()
                .forEach(o -> doomed.add(new Doomed(o.type(), session.namespace(), o.name())));
        if (!targets.types().isEmpty() && selector.isEmpty() && !all) {
            throw new CommandFailure("error: resource(s) were provided, but no name was specified");
        }
        targets.types().forEach(type -> doomed.addAll(selected(session, type)));
        return doomed;
    }

    private List<Doomed> selected(Session session, ResourceType type) {
        Map<String, String> query =
                selector.isEmpty() ? Map.of() : Map.of("labelSelector", selector);
        List<Doomed> found = new ArrayList<>();
        JsonNode list = session.get(type.collectionPath(session.namespace()), query);
        list.path("items")
                .forEach(
                        item ->
                                found.add(
                                        new Doomed(
                                                type, session.namespace(), Manifest.nameOf(item))));
        return found;
    }

    private ObjectNode options() {
        ObjectNode options = Json.object();
        options.put(
                "propagationPolicy",
                switch (cascade) {
                    case "background", "true" -> "Background";
                    case "foreground" -> "Foreground";
                    case "orphan", "false" -> "Orphan";
                    default ->
                            throw new CommandFailure(
                                    "error: invalid cascade value ("
                                            + cascade
                                            + "). Must be \"background\", \"foreground\", or \"orphan\"");
                });
        if (force || now || gracePeriod >= 0) {
            options.put("gracePeriodSeconds", force && gracePeriod < 0 ? 0 : now ? 1 : gracePeriod);
        }
        return options;
    }

    private String deleted(Doomed doomed) {
        String subject =
                doomed.type().reference("").replaceFirst("/$", "") + " \"" + doomed.name() + "\"";
        return subject + (force ? " force deleted" : " deleted");
    }

    private static void waitUntilGone(Session session, Doomed doomed) {
        Optional<ObjectNode> left = session.find(doomed.path());
        if (left.isEmpty()) {
            return;
        }
        String uid = left.get().path("metadata").path("uid").asText();
        new WatchReader(session)
                .follow(
                        doomed.type().collectionPath(doomed.namespace()),
                        Map.of("fieldSelector", "metadata.name=" + doomed.name()),
                        left.get().path("metadata").path("resourceVersion").asText(),
                        event -> !isGone(event, uid));
    }

    private static boolean isGone(WatchEvent event, String uid) {
        return switch (event) {
            case WatchEvent.Deleted(_) -> true;
            case WatchEvent.Added(var object) ->
                    !object.tree().path("metadata").path("uid").asText().equals(uid);
            case WatchEvent.Modified(_), WatchEvent.Bookmark(_, _) -> false;
            case WatchEvent.Failed(ObjectNode status) ->
                    throw CommandFailure.of(Status.ofTree(status));
        };
    }
}
