package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `skiff describe`.
@Command(
        name = "describe",
        description = "Show an object with what happened to it.",
        mixinStandardHelpOptions = true)
final class DescribeCommand extends ClusterCommand {
    private static final Set<String> WITHOUT_EVENTS = Set.of("Namespace", "Secret");

    @Parameters(paramLabel = "TYPE [NAME…] | TYPE/NAME…", arity = "0..*")
    private List<String> words = List.of();

    @Mixin private SelectionOptions selection = new SelectionOptions();

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "in every namespace")
    private boolean allNamespaces;

    @Option(
            names = "--show-events",
            arity = "0..1",
            paramLabel = "true|false",
            defaultValue = "true",
            fallbackValue = "true",
            description = "with what happened to the object")
    private boolean showEvents;

    private boolean isFirst = true;

    DescribeCommand(SessionSource sessions) {
        super(sessions);
    }

    @Override
    int run(Session session) {
        if (words.isEmpty() && !selection.hasFiles()) {
            throw new CommandFailure(
                    "error: You must specify the type of resource to describe. Use \"kubectl api-resources\""
                            + " for a complete list of supported resources.");
        }
        Failures failures = new Failures();
        ObjectFinder finder =
                new ObjectFinder(
                        session,
                        new ObjectFinder.Scope(
                                "", allNamespaces, ObjectFinder.KindAlone.EVERY_OBJECT),
                        failures);
        List<ObjectFinder.Found> found = finder.find(words, selection);
        if (found.isEmpty() && failures.isEmpty()) {
            session.err()
                    .println(
                            allNamespaces
                                    ? "No resources found"
                                    : "No resources found in "
                                            + session.namespace()
                                            + " namespace.");
        }
        for (ObjectFinder.Found object : found) {
            try {
                describe(session, object);
            } catch (CommandFailure e) {
                failures.add(e);
            }
        }
        return failures.report(session);
    }

    /// The object of that name, or where one name is given and none is called so, all whose names
    /// begin with it.
    private void describe(Session session, ObjectFinder.Found found) {
        try {
            String text = text(session, found.object(session));
            session.out().print((isFirst ? "" : "\n\n") + text);
            isFirst = false;
        } catch (CommandFailure e) {
            boolean mayBePrefix =
                    e.isMissing() && words.size() == 2 && !words.getFirst().contains("/");
            List<ObjectNode> alike = mayBePrefix ? namedAlike(session, found) : List.of();
            if (alike.isEmpty()) {
                throw e;
            }
            alike.forEach(object -> session.out().println(text(session, object)));
        }
    }

    private static List<ObjectNode> namedAlike(Session session, ObjectFinder.Found found) {
        List<ObjectNode> objects =
                ObjectText.itemsOf(
                        session.get(found.type().collectionPath(found.namespace()), Map.of()));
        objects.removeIf(object -> !Manifest.nameOf(object).startsWith(found.name()));
        return objects;
    }

    private String text(Session session, ObjectNode object) {
        String kind = object.path("kind").asText();
        TabText text = new TabText(session.zone());
        describer(kind).describe(object, text, session);
        if (showEvents && !WITHOUT_EVENTS.contains(kind)) {
            List<ObjectNode> events = events(session, object);
            if (events.isEmpty()) {
                text.line(0, "Events:", "<none>");
            } else {
                new EventRows(session.time().instant()).describe(events, text);
            }
        }
        return text.render();
    }

    private static Describer describer(String kind) {
        return switch (kind) {
            case "Pod" -> new PodDescriber();
            case "Deployment" -> new DeploymentDescriber();
            case "ReplicaSet" -> new ReplicaSetDescriber();
            case "Service" -> new ServiceDescriber();
            case "Node" -> new NodeDescriber();
            case "ConfigMap" -> new ConfigMapDescriber();
            case "Secret" -> new SecretDescriber();
            case "Namespace" -> new NamespaceDescriber();
            default -> new FieldDescriber();
        };
    }

    private static List<ObjectNode> events(Session session, ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        String namespace = metadata.path("namespace").asText();
        String path =
                namespace.isEmpty()
                        ? "/api/v1/events"
                        : "/api/v1/namespaces/" + namespace + "/events";
        String selector =
                "involvedObject.kind=%s,involvedObject.name=%s"
                        .formatted(object.path("kind").asText(), Manifest.nameOf(object));
        try {
            return ObjectText.itemsOf(session.get(path, Map.of("fieldSelector", selector)));
        } catch (CommandFailure e) {
            return List.of(); // whoever may not read events still sees the object
        }
    }
}
