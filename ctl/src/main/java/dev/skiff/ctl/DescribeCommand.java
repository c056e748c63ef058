package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
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

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "the objects with these labels")
    private String selector = "";

    DescribeCommand(SessionSource sessions) {
        super(sessions);
    }

    @Override
    int run(Session session) {
        Targets targets = Targets.parse(words, session.catalogue());
        List<ObjectNode> objects = new ArrayList<>();
        Map<String, String> query =
                selector.isEmpty() ? Map.of() : Map.of("labelSelector", selector);
        for (ResourceType type : targets.types()) {
            objects.addAll(
                    ObjectText.itemsOf(
                            session.get(type.collectionPath(session.namespace()), query)));
        }
        for (Targets.Named target : targets.objects()) {
            objects.add(
                    session.get(
                            target.type().objectPath(session.namespace(), target.name()),
                            Map.of()));
        }
        if (objects.isEmpty()) {
            session.err().println("No resources found in " + session.namespace() + " namespace.");
        }
        for (int i = 0; i < objects.size(); i++) {
            if (i > 0) {
                session.out().print("\n\n");
            }
            describe(session, objects.get(i));
        }
        return 0;
    }

    private static void describe(Session session, ObjectNode object) {
        String kind = object.path("kind").asText();
        TabText text = new TabText(session.zone());
        describer(kind).describe(object, text, session);
        List<ObjectNode> events =
                WITHOUT_EVENTS.contains(kind) ? List.of() : events(session, object);
        if (events.isEmpty() && !WITHOUT_EVENTS.contains(kind)) {
            text.line(0, "Events:", "<none>");
        } else if (!events.isEmpty()) {
            new EventRows(session.time().instant()).describe(events, text);
        }
        session.out().print(text.render());
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
