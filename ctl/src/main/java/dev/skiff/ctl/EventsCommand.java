package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.status.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `skiff events`.
@Command(
        name = "events",
        description = "Show what happened, oldest first.",
        mixinStandardHelpOptions = true)
final class EventsCommand extends ClusterCommand {
    @Option(names = "--for", paramLabel = "TYPE/NAME", description = "only of this object")
    private String subject = "";

    @Option(
            names = "--types",
            split = ",",
            paramLabel = "TYPE",
            description = "only Normal or Warning")
    private List<String> types = List.of();

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "in every namespace")
    private boolean allNamespaces;

    @Option(
            names = {"-w", "--watch"},
            description = "go on showing what happens")
    private boolean watch;

    @Option(names = "--no-headers", description = "without the header")
    private boolean noHeaders;

    @Mixin private OutputOption output = new OutputOption();

    EventsCommand(SessionSource sessions) {
        super(sessions);
    }

    @Override
    int run(Session session) {
        ResultFormat format = output.format();
        refuseUnknownTypes();
        ResourceType type = session.catalogue().find("events");
        String namespace = allNamespaces ? "" : session.namespace();
        Map<String, String> query = query(session);
        ObjectNode list = session.get(type.collectionPath(namespace), query);
        List<ObjectNode> events =
                ObjectText.itemsOf(list).stream().filter(this::isOfWantedType).toList();
        if (events.isEmpty() && !watch) {
            session.err()
                    .println(
                            allNamespaces
                                    ? "No events found."
                                    : "No events found in " + namespace + " namespace.");
            return 0;
        }
        EventRows rows = new EventRows(session.time().instant());
        if (format == ResultFormat.TEXT) {
            rows.print(events, session.out(), new EventRows.Shape(allNamespaces, !noHeaders));
        } else if (!events.isEmpty()) {
            show(session, events, format);
        }
        if (watch) {
            new WatchReader(session)
                    .follow(
                            type.collectionPath(namespace),
                            query,
                            list.path("metadata").path("resourceVersion").asText(),
                            event -> show(session, event, format));
        }
        return 0;
    }

    private void refuseUnknownTypes() {
        boolean areKnown =
                types.stream()
                        .allMatch(
                                type ->
                                        type.equalsIgnoreCase("Normal")
                                                || type.equalsIgnoreCase("Warning"));
        if (!areKnown) {
            throw new CommandFailure("error: valid --types are Normal or Warning");
        }
    }

    private boolean isOfWantedType(JsonNode event) {
        return types.isEmpty()
                || types.stream().anyMatch(event.path("type").asText()::equalsIgnoreCase);
    }

    private void show(Session session, List<ObjectNode> events, ResultFormat format) {
        if (format == ResultFormat.NAME) {
            events.forEach(event -> session.out().println("event/" + Manifest.nameOf(event)));
            return;
        }
        ObjectNode list = Json.object().put("apiVersion", "v1").put("kind", "EventList");
        ArrayNode items = list.putArray("items");
        events.forEach(items::add);
        list.putObject("metadata");
        session.out()
                .print(format == ResultFormat.JSON ? ObjectText.json(list) : ObjectText.yaml(list));
    }

    /// @return whether there may be more
    private boolean show(Session session, WatchEvent event, ResultFormat format) {
        switch (event) {
            case WatchEvent.Added(var object) -> showNew(session, object.tree(), format);
            case WatchEvent.Modified(var object) -> showNew(session, object.tree(), format);
            case WatchEvent.Failed(ObjectNode status) ->
                    throw CommandFailure.of(Status.ofTree(status));
            case WatchEvent.Deleted(_), WatchEvent.Bookmark(_, _) -> {}
        }
        return true;
    }

    private void showNew(Session session, ObjectNode event, ResultFormat format) {
        if (!isOfWantedType(event)) {
            return;
        }
        if (format == ResultFormat.TEXT) {
            new EventRows(session.time().instant())
                    .print(
                            List.of(event),
                            session.out(),
                            new EventRows.Shape(allNamespaces, false));
        } else {
            new Results(session, format, DryRun.NONE)
                    .tell(session.catalogue().find("events"), event, "");
        }
        session.out().flush();
    }

    private Map<String, String> query(Session session) {
        Map<String, String> query = new LinkedHashMap<>();
        if (!subject.isEmpty()) {
            int slash = subject.indexOf('/');
            if (slash <= 0 || slash == subject.length() - 1) {
                throw new CommandFailure("error: --for must be in resource/name form");
            }
            ResourceType type = session.catalogue().find(subject.substring(0, slash));
            query.put(
                    "fieldSelector",
                    "involvedObject.kind=%s,involvedObject.name=%s"
                            .formatted(type.kind(), subject.substring(slash + 1)));
        }
        return query;
    }
}
