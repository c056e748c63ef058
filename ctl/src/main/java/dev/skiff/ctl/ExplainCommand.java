package dev.skiff.ctl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.GroupVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `skiff explain`, which reads the server's OpenAPI documents and prints them as kubectl does.
@Command(
        name = "explain",
        description = "Say what a kind or a field of it is for.",
        mixinStandardHelpOptions = true)
final class ExplainCommand extends ClusterCommand {
    @Parameters(paramLabel = "TYPE[.FIELD…]", arity = "0..*")
    private List<String> words = List.of();

    @Option(names = "--recursive", description = "all fields of fields, without descriptions")
    private boolean recursive;

    @Option(
            names = "--api-version",
            paramLabel = "GROUP/VERSION",
            defaultValue = "",
            description = "of this version of the kind")
    private String apiVersion = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "plaintext",
            defaultValue = "plaintext",
            description = "how to print it")
    private String output = "plaintext";

    ExplainCommand(SessionSource sessions) {
        super(sessions);
    }

    @Override
    int run(Session session) {
        if (words.isEmpty()) {
            throw new CommandFailure(
                    "error: You must specify the type of resource to explain. Use \"kubectl"
                            + " api-resources\" for a complete list of supported resources.");
        }
        if (words.size() > 1) {
            throw new CommandFailure("error: We accept only this format: explain RESOURCE");
        }
        if (!output.equals("plaintext")) {
            throw new CommandFailure("error: unrecognized format: " + output);
        }
        List<String> path = new ArrayList<>(List.of(words.getFirst().split("\\.")));
        ResourceType type = typeOf(session.catalogue(), path);
        ObjectNode document =
                session.get("/openapi/v3/" + type.groupVersion().pathPrefix(), Map.of());
        Explanation explanation = new Explanation(document, recursive);
        session.out().print(explanation.heading(type));
        session.out().print(explanation.text(type, path));
        return 0;
    }

    /// The kind, whose name is taken off the path; a group may follow the name.
    private ResourceType typeOf(ResourceCatalogue catalogue, List<String> path) {
        String name = path.getFirst();
        for (int length = path.size(); length > 1; length--) {
            String withGroup = String.join(".", path.subList(0, length));
            if (catalogue.has(withGroup)) {
                path.subList(0, length).clear();
                return inVersion(catalogue, catalogue.find(withGroup));
            }
        }
        path.removeFirst();
        return inVersion(catalogue, catalogue.find(name));
    }

    private ResourceType inVersion(ResourceCatalogue catalogue, ResourceType type) {
        if (apiVersion.isEmpty()) {
            return type;
        }
        return catalogue
                .ofObject(GroupVersion.parse(apiVersion), type.kind())
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        "error: couldn't find resource for \"%s, Resource=%s\""
                                                .formatted(apiVersion, type.plural())));
    }
}
