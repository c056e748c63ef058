package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.schema.TypeSchema;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `skiff apply`: kubectl's client-side apply, with the same annotation, so that both work on
/// the same objects.
@Command(
        name = "apply",
        description = "Make objects be as manifests say.",
        mixinStandardHelpOptions = true)
final class ApplyCommand extends ClusterCommand {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final String FIELD_MANAGER = "kubectl-client-side-apply";

    @Option(
            names = {"-f", "--filename"},
            required = true,
            paramLabel = "FILE",
            description = "a manifest, a directory of them, or - for standard input")
    private List<String> files = List.of();

    @Option(
            names = "--dry-run",
            paramLabel = "MODE",
            description = "none, or server: let the server check without storing",
            defaultValue = "none")
    private String dryRun = "none";

    ApplyCommand(SessionSource sessions) {
        super(sessions);
    }

    @Override
    int run(Session session) {
        if (!List.of("none", "server").contains(dryRun)) {
            throw new CommandFailure(
                    "error: Invalid dry-run value ("
                            + dryRun
                            + "). Must be \"none\" or \"server\".");
        }
        SchemaCatalogue schemas = SchemaCatalogue.load();
        int exitCode = 0;
        List<ManifestFiles.Entry> entries = new ManifestFiles(session).read(files);
        if (entries.isEmpty()) {
            throw new CommandFailure("error: no objects passed to apply");
        }
        for (ManifestFiles.Entry entry : entries) {
            ObjectNode object = entry.object();
            try {
                ResourceType type = Manifest.typeOf(object, session.catalogue());
                String verb = apply(session, type, object, schemas);
                String suffix = dryRun.equals("server") ? " (server dry run)" : "";
                session.out()
                        .println(type.reference(Manifest.nameOf(object)) + " " + verb + suffix);
            } catch (CommandFailure e) {
                session.err().println(e.getMessage());
                exitCode = 1;
            }
        }
        return exitCode;
    }

    /// @return what became of it: created, configured or unchanged
    private String apply(
            Session session, ResourceType type, ObjectNode object, SchemaCatalogue schemas) {
        String namespace = Manifest.namespaceOf(object, session);
        if (Manifest.nameOf(object).isEmpty()) {
            throw new CommandFailure("error: resource name may not be empty");
        }
        if (type.isNamespaced()) {
            ((ObjectNode) object.path("metadata")).put("namespace", namespace);
        }
        ObjectNode wanted = annotated(object);
        String path = type.objectPath(namespace, Manifest.nameOf(object));
        Optional<ObjectNode> current = session.find(path);
        if (current.isEmpty()) {
            session.write("POST", type.collectionPath(namespace), query(), Session.JSON, wanted);
            return "created";
        }
        ObjectNode patch = patch(type, wanted, current.get(), schemas);
        if (patch.isEmpty()) {
            return "unchanged";
        }
        ObjectNode result =
                session.write(
                        "PATCH", path, query(), "application/strategic-merge-patch+json", patch);
        return revision(result).equals(revision(current.get())) ? "unchanged" : "configured";
    }

    private static ObjectNode patch(
            ResourceType type, ObjectNode wanted, ObjectNode current, SchemaCatalogue schemas) {
        TypeSchema schema =
                schemas.forKind(type.groupVersion(), type.kind())
                        .orElseThrow(
                                () ->
                                        new CommandFailure(
                                                "error: apply knows no schema of "
                                                        + type.qualified()));
        return ThreeWayPatch.of(lastApplied(current), wanted, current, schema);
    }

    private static JsonNode lastApplied(ObjectNode current) {
        String annotation =
                current.path("metadata").path("annotations").path(LAST_APPLIED).asText();
        try {
            return annotation.isEmpty() ? Json.object() : Json.mapper().readTree(annotation);
        } catch (IOException e) {
            throw new CommandFailure(
                    "error: the annotation "
                            + LAST_APPLIED
                            + " of "
                            + Manifest.nameOf(current)
                            + " is no JSON",
                    e);
        }
    }

    /// The object with an annotation that holds it as the user wrote it.
    private static ObjectNode annotated(ObjectNode object) {
        ObjectNode plain = object.deepCopy();
        if (plain.path("metadata").path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(LAST_APPLIED);
        }
        ObjectNode metadata = (ObjectNode) plain.path("metadata");
        ObjectNode annotations = metadata.withObjectProperty("annotations");
        String recorded =
                new String(Json.write(sorted(plain)), java.nio.charset.StandardCharsets.UTF_8)
                        + "\n";
        annotations.set(LAST_APPLIED, TextNode.valueOf(recorded));
        return plain;
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            object.properties()
                    .forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            ObjectNode copy = Json.object();
            fields.forEach(copy::set);
            return copy;
        }
        if (node.isArray()) {
            var copy = Json.mapper().createArrayNode();
            node.forEach(element -> copy.add(sorted(element)));
            return copy;
        }
        return node;
    }

    private Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("fieldManager", FIELD_MANAGER);
        query.put("fieldValidation", "Strict");
        if (dryRun.equals("server")) {
            query.put("dryRun", "All");
        }
        return query;
    }

    private static String revision(ObjectNode object) {
        return object.path("metadata").path("resourceVersion").asText();
    }
}
