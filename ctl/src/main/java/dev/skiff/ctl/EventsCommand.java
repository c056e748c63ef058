package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
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

    EventsCommand(SessionSource sessions) {
        super(sessions);
    }

    @Override
    int run(Session session) {
        String namespace = allNamespaces ? "" : session.namespace();
        String path = session.catalogue().find("events").collectionPath(namespace);
        JsonNode list = session.get(path, query(session));
        List<ObjectNode> events =
                ObjectText.itemsOf(list).stream()
                        .filter(
                                event ->
                                        types.isEmpty()
                                                || types.contains(event.path("type").asText()))
                        .toList();
        if (events.isEmpty()) {
            session.err()
                    .println(
                            allNamespaces
                                    ? "No events found."
                                    : "No events found in " + namespace + " namespace.");
            return 0;
        }
        new EventRows(session.time().instant()).print(events, session.out(), allNamespaces);
        return 0;
    }

    private Map<String, String> query(Session session) {
        Map<String, String> query = new LinkedHashMap<>();
        if (!subject.isEmpty()) {
            Targets.Named target =
                    Targets.parse(List.of(subject), session.catalogue()).objects().getFirst();
            query.put(
                    "fieldSelector",
                    "involvedObject.kind="
                            + target.type().kind()
                            + ",involvedObject.name="
                            + target.name());
        }
        return query;
    }
}
