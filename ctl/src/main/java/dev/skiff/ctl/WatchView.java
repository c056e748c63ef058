package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.status.Status;
import java.util.LinkedHashMap;
import java.util.Map;

/// `get -w`: what is there now, then a line for every change, until the process is ended.
final class WatchView {
    /// What to watch.
    ///
    /// @param namespace empty: all
    /// @param name empty: every object of the kind
    record Subject(ResourceType type, String namespace, String name) {}

    /// @param changesOnly leaves out what is there at first
    /// @param showEvents says of each object what happened to it
    record Options(boolean changesOnly, boolean showEvents, TableText.Options table) {}

    private static final Map<String, String> TABLE = Map.of("Accept", TableText.ACCEPT);

    private final Session session;
    private final OutputFormat format;
    private final Options options;
    private final TableText text;
    private final Map<String, JsonNode> lastRows = new LinkedHashMap<>();

    WatchView(Session session, OutputFormat format, Options options) {
        this.session = session;
        this.format = format;
        this.options = options;
        this.text = new TableText(options.table());
    }

    void follow(Subject subject, Map<String, String> query) {
        String path = subject.type().collectionPath(subject.namespace());
        Map<String, String> selection = new LinkedHashMap<>(query);
        if (!subject.name().isEmpty()) {
            session.get(subject.type().objectPath(subject.namespace(), subject.name()), Map.of());
            selection.put("fieldSelector", "metadata.name=" + subject.name());
        }
        String revision = showCurrent(path, selection);
        new WatchReader(session)
                .follow(path, selection, revision, event -> show(subject.type(), event));
    }

    /// @return the revision that was shown
    private String showCurrent(String path, Map<String, String> query) {
        boolean isTable = format instanceof OutputFormat.Table;
        ObjectNode list =
                session.success(
                        session.send(
                                "GET",
                                path,
                                query,
                                isTable ? TABLE : Map.of("Accept", Session.JSON),
                                new byte[0]));
        if (isTable && !options.changesOnly() && !list.path("rows").isEmpty()) {
            text.print(list, new TableText.Lead("ADDED", ""), session.out());
        } else if (!isTable && !options.changesOnly()) {
            ObjectText.itemsOf(list).forEach(object -> printObject("ADDED", object));
        }
        session.out().flush();
        return list.path("metadata").path("resourceVersion").asText();
    }

    private boolean show(ResourceType type, WatchEvent event) {
        switch (event) {
            case WatchEvent.Added(StoredObject object) -> changed(type, "ADDED", object.tree());
            case WatchEvent.Modified(StoredObject object) ->
                    changed(type, "MODIFIED", object.tree());
            case WatchEvent.Deleted(StoredObject object) -> deleted(object.tree());
            case WatchEvent.Bookmark(_, _) -> {}
            case WatchEvent.Failed(ObjectNode status) ->
                    throw CommandFailure.of(Status.ofTree(status));
        }
        session.out().flush();
        return true;
    }

    private void changed(ResourceType type, String event, ObjectNode object) {
        if (!(format instanceof OutputFormat.Table)) {
            printObject(event, object);
            return;
        }
        String path =
                type.objectPath(Manifest.namespaceOf(object, session), Manifest.nameOf(object));
        try {
            JsonNode table =
                    session.success(session.send("GET", path, Map.of(), TABLE, new byte[0]));
            lastRows.put(uid(object), table);
            text.print(table, new TableText.Lead(event, ""), session.out());
        } catch (CommandFailure e) {
            deleted(object); // gone already: its deletion shows the last row we know
        }
    }

    private void deleted(ObjectNode object) {
        if (!(format instanceof OutputFormat.Table)) {
            printObject("DELETED", object);
            return;
        }
        JsonNode last = lastRows.remove(uid(object));
        if (last != null) {
            text.print(last, new TableText.Lead("DELETED", ""), session.out());
        }
    }

    private void printObject(String event, ObjectNode object) {
        switch (format) {
            case OutputFormat.Objects(ObjectPrinter printer) ->
                    printer.print(
                            options.showEvents() ? wrapped(event, object) : object, session.out());
            case OutputFormat.Name() ->
                    session.out()
                            .println(
                                    Manifest.typeOf(object, session.catalogue())
                                            .reference(Manifest.nameOf(object)));
            case OutputFormat.Table _ ->
                    throw new IllegalStateException("tables are printed elsewhere");
        }
    }

    private static ObjectNode wrapped(String event, ObjectNode object) {
        ObjectNode wrapped = Json.object().put("type", event);
        wrapped.set("object", object);
        return wrapped;
    }

    private static String uid(ObjectNode object) {
        return object.path("metadata").path("uid").asText();
    }
}
