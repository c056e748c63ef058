package dev.skiff.ctl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `skiff scale`.
@Command(
        name = "scale",
        description = "Set how many replicas run.",
        mixinStandardHelpOptions = true)
final class ScaleCommand extends ClusterCommand {
    @Parameters(paramLabel = "TYPE NAME | TYPE/NAME", arity = "1..*")
    private List<String> words = List.of();

    @Option(names = "--replicas", required = true, paramLabel = "COUNT", description = "how many")
    private int replicas;

    @Option(
            names = "--current-replicas",
            paramLabel = "COUNT",
            description = "only if there are this many now")
    private int currentReplicas = -1;

    ScaleCommand(SessionSource sessions) {
        super(sessions);
    }

    @Override
    int run(Session session) {
        for (Targets.Named target : Targets.parse(words, session.catalogue()).objects()) {
            String object = target.type().objectPath(session.namespace(), target.name());
            if (session.find(object).isEmpty()) {
                throw new CommandFailure(
                        "error: no objects passed to scale %s \"%s\" not found"
                                .formatted(target.type().qualified(), target.name()));
            }
            String path = object + "/scale";
            ObjectNode patch = Json.object();
            patch.putObject("spec").put("replicas", replicas);
            if (currentReplicas >= 0) {
                patch.putObject("metadata").put("resourceVersion", checkedRevision(session, path));
            }
            session.write("PATCH", path, Map.of(), "application/merge-patch+json", patch);
            session.out().println(target.type().reference(target.name()) + " scaled");
        }
        return 0;
    }

    private String checkedRevision(Session session, String path) {
        ObjectNode scale = session.get(path, Map.of());
        int actual = scale.path("spec").path("replicas").asInt();
        if (actual != currentReplicas) {
            throw new CommandFailure(
                    "error: Expected replicas to be " + currentReplicas + ", was " + actual);
        }
        return scale.path("metadata").path("resourceVersion").asText();
    }
}
