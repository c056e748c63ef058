package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.status.Status;
import java.util.LinkedHashMap;
import java.util.Map;

/// `get -w`: what is there now, then a line for every change, until the process is ended.
final class WatchView {
    private static final Map<String, String> TABLE =
            Map.of("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");

    private final Session session;
    private final OutputFormat format;
    private final TableText text;
    private final Map<String, JsonNode> lastRows = new LinkedHashMap<>();

    WatchView(Session session, OutputFormat format, TableText.Options options) {
        this.session = session;
        this.format = format;
        this.text = new TableText(options);
    }

    /// @param target a kind, or with a name one object
    void follow(Targets.Named target, Map<String, String> query) {
        String path = target.type().collectionPath(session.namespace());
        Map<String, String> selection = new LinkedHashMap<>(query);
        if (!target.name().isEmpty()) {
            session.get(target.type().objectPath(session.namespace(), target.name()), Map.of());
            selection.put("fieldSelector", "metadata.name=" + target.name());
        }
        String revision = showCurrent(path, selection);
        new WatchReader(session)
                .follow(path, selection, revision, event -> show(target.type(), event));
    }

    private String showCurrent(String path, Map<String, String> query) {
        if (format.isTable()) {
            JsonNode table = session.success(session.send("GET", path, query, TABLE, new byte[0]));
            text.print(table, "", session.out());
            return table.path("metadata").path("resourceVersion").asText();
        }
        ObjectNode list = session.get(path, query);
        ObjectText.itemsOf(list).forEach(this::printObject);
        return list.path("metadata").path("resourceVersion").asText();
    }

    private boolean show(ResourceType type, WatchEvent event) {
        switch (event) {
            case WatchEvent.Added(StoredObject object) -> changed(type, object.tree());
            case WatchEvent.Modified(StoredObject object) -> changed(type, object.tree());
            case WatchEvent.Deleted(StoredObject object) -> deleted(object.tree());
            case WatchEvent.Bookmark(_, _) -> {}
            case WatchEvent.Failed(ObjectNode status) ->
                    throw CommandFailure.of(Status.ofTree(status));
        }
        session.out().flush();
        return true;
    }

    private void changed(ResourceType type, ObjectNode object) {
        if (!format.isTable()) {
            printObject(object);
            return;
        }
        String path =
                type.objectPath(Manifest.namespaceOf(object, session), Manifest.nameOf(object));
        try {
            JsonNode table =
                    session.success(session.send("GET", path, Map.of(), TABLE, new byte[0]));
            lastRows.put(uid(object), table);
            text.print(table, "", session.out());
        } catch (CommandFailure e) {
            deleted(object); // gone already: its deletion shows the last row we know
        }
    }

    private void deleted(ObjectNode object) {
        if (!format.isTable()) {
            printObject(object);
            return;
        }
        JsonNode last = lastRows.remove(uid(object));
        if (last != null) {
            text.print(last, "", session.out());
        }
    }

    private void printObject(ObjectNode object) {
        switch (format) {
            case YAML -> session.out().print("---\n" + ObjectText.yaml(object));
            case JSON -> session.out().print(ObjectText.json(object));
            case NAME ->
                    session.out()
                            .println(
                                    Manifest.typeOf(object, session.catalogue())
                                            .reference(Manifest.nameOf(object)));
            case TABLE, WIDE -> throw new IllegalStateException("tables are printed elsewhere");
        }
    }

    private static String uid(ObjectNode object) {
        return object.path("metadata").path("uid").asText();
    }
}
