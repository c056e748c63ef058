package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.schema.TypeSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// kubectl's client-side apply, with the same annotation, so that both work on the same objects.
final class ClientSideApply implements Applier {
    private static final String LAST_APPLIED = Describer.LAST_APPLIED;
    private static final int CONFLICT = 409;
    private static final int INVALID = 422;

    /// What becomes of objects that cannot be changed into what is wanted.
    ///
    /// @param deletion how they are deleted to be created anew; empty: they stay
    /// @param patience how long to wait for their end; zero: as long as it takes
    record Replacement(Optional<Deletion> deletion, Duration patience) {}

    private final Session session;
    private final DryRun dryRun;
    private final Map<String, String> query;
    private final Replacement replacement;
    private final SchemaCatalogue schemas = SchemaCatalogue.load();

    /// @param query of every request that writes
    ClientSideApply(
            Session session, DryRun dryRun, Map<String, String> query, Replacement replacement) {
        this.session = session;
        this.dryRun = dryRun;
        this.query = new LinkedHashMap<>(query);
        this.replacement = replacement;
    }

    @Override
    public Applied apply(ResourceType type, String source, ObjectNode object) {
        ObjectNode wanted = annotated(object);
        String namespace = Manifest.namespaceOf(object, session);
        ObjectFinder.Found found =
                new ObjectFinder.Found(
                        type, namespace, Manifest.nameOf(object), source, Optional.empty());
        Optional<ObjectNode> current = session.find(found.path());
        if (current.isEmpty()) {
            return new Applied(create(found, wanted), "created");
        }
        if (dryRun == DryRun.CLIENT) {
            return new Applied(current.get(), "configured");
        }
        warnOfMissingAnnotation(found, current.get());
        ObjectNode patch = patch(type, wanted, current.get());
        if (patch.isEmpty()) {
            return new Applied(current.get(), "unchanged");
        }
        ObjectNode result = change(found, wanted, patch);
        if (result.path("metadata").has("deletionTimestamp")) {
            session.err()
                    .println(
                            "Warning: Detected changes to resource "
                                    + found.name()
                                    + " which is currently being deleted.");
        }
        return new Applied(result, "configured");
    }

    private ObjectNode create(ObjectFinder.Found found, ObjectNode wanted) {
        if (dryRun == DryRun.CLIENT) {
            return wanted;
        }
        String collection = found.type().collectionPath(found.namespace());
        try {
            return session.write("POST", collection, query, Session.JSON, wanted);
        } catch (CommandFailure e) {
            throw e.during("error when creating \"" + found.source() + "\"");
        }
    }

    private ObjectNode change(ObjectFinder.Found found, ObjectNode wanted, ObjectNode patch) {
        try {
            return session.write(
                    "PATCH", found.path(), query, "application/strategic-merge-patch+json", patch);
        } catch (CommandFailure e) {
            boolean isInTheWay = e.isAnswer(CONFLICT) || e.isAnswer(INVALID);
            if (!isInTheWay || replacement.deletion().isEmpty()) {
                throw e.during(attempt(found, patch));
            }
            replacement.deletion().get().delete(found, DryRun.NONE);
            replacement.deletion().get().awaitEnd(found, replacement.patience());
            ObjectNode anew = wanted.deepCopy();
            ((ObjectNode) anew.path("metadata")).remove("resourceVersion");
            return create(found, anew);
        }
    }

    private static String attempt(ObjectFinder.Found found, ObjectNode patch) {
        ResourceType type = found.type();
        String group = type.groupVersion().group() + "/" + type.groupVersion().version();
        return """
                error when applying patch:
                %s
                to:
                Resource: "%s, Resource=%s", GroupVersionKind: "%s, Kind=%s"
                Name: "%s", Namespace: "%s"
                for: "%s": error when patching "%s\""""
                .formatted(
                        text(sorted(patch)),
                        group,
                        type.plural(),
                        group,
                        type.kind(),
                        found.name(),
                        type.isNamespaced() ? found.namespace() : "",
                        found.source(),
                        found.source());
    }

    private void warnOfMissingAnnotation(ObjectFinder.Found found, ObjectNode current) {
        if (!current.path("metadata").path("annotations").has(LAST_APPLIED)) {
            session.err()
                    .printf(
                            "Warning: resource %s/%s is missing the %s annotation which is required by kubectl"
                                    + " apply. kubectl apply should only be used on resources created"
                                    + " declaratively by either kubectl create --save-config or kubectl apply."
                                    + " The missing annotation will be patched automatically.%n",
                            found.type().plural(), found.name(), LAST_APPLIED);
        }
    }

    private ObjectNode patch(ResourceType type, ObjectNode wanted, ObjectNode current) {
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
        annotations.set(LAST_APPLIED, TextNode.valueOf(text(sorted(plain)) + "\n"));
        return plain;
    }

    private static String text(JsonNode node) {
        return new String(Json.write(node), StandardCharsets.UTF_8);
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
}
