package dev.skiff.it.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.protobuf.ProtobufBody;
import dev.skiff.api.protobuf.ProtobufWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads everything that is stored in every way there is, and takes away what was not there at the
/// beginning.
final class StoreCheck {
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private static final String HEAD =
            "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";
    private static final String HEADS =
            "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";
    private static final String AT_ONCE = "?gracePeriodSeconds=0&propagationPolicy=Background";
    private static final String END = "k8s.io/initial-events-end";
    private static final String FROM_THE_START =
            "?watch=true&sendInitialEvents=true&allowWatchBookmarks=true"
                    + "&resourceVersionMatch=NotOlderThan&timeoutSeconds=60";

    private final Client client;
    private final Set<String> original = new LinkedHashSet<>();

    StoreCheck(Client client) throws IOException {
        this.client = client;
        for (Kind kind : listed()) {
            list(kind).forEach(object -> original.add(object.path()));
        }
    }

    private static List<Kind> listed() {
        return Kinds.ALL.stream().filter(kind -> kind.verbs().contains("list")).toList();
    }

    /// All objects of a kind, as JSON.
    private List<StoredObject> list(Kind kind) throws IOException {
        Answer answer = client.send(FuzzRequest.get(kind.collectionPath("")));
        List<StoredObject> objects = new ArrayList<>();
        for (JsonNode item : Json.mapper().readTree(answer.body()).path("items")) {
            JsonNode metadata = item.path("metadata");
            String path =
                    kind.objectPath(
                            metadata.path("namespace").asText(),
                            QueryMutator.encoded(metadata.path("name").asText())
                                    .replace("+", "%20"));
            ObjectNode object = Json.object().put("kind", kind.name());
            object.put("apiVersion", kind.groupVersion().apiVersion());
            objects.add(new StoredObject(path, object.setAll((ObjectNode) item)));
        }
        return objects;
    }

    /// What is wrong with reading, by what was read. Each object by itself is read in one way,
    /// which another one is in the next; in every way, where not all of its kind can be.
    Map<String, String> problems() throws IOException {
        Map<String, String> problems = new LinkedHashMap<>();
        for (Kind kind : listed()) {
            List<StoredObject> objects = foreign(kind);
            if (objects.isEmpty()) {
                continue;
            }
            List<String> accepts = accepts(kind);
            boolean isWhole = isWatchable(kind, problems);
            for (String accept : accepts) {
                isWhole &=
                        note(
                                problems,
                                FuzzRequest.get(kind.collectionPath(""))
                                        .with("Accept", accept.equals(HEAD) ? HEADS : accept));
            }
            for (int i = 0; i < objects.size(); i++) {
                StoredObject object = objects.get(i);
                String one = accepts.get(i % accepts.size());
                for (String accept : isWhole ? List.of(one) : accepts) {
                    note(problems, FuzzRequest.get(object.path()).with("Accept", accept));
                }
                putBack(kind, object, problems);
            }
        }
        return problems;
    }

    /// Those that were not there at the beginning.
    private List<StoredObject> foreign(Kind kind) throws IOException {
        return list(kind).stream().filter(object -> !original.contains(object.path())).toList();
    }

    private static List<String> accepts(Kind kind) {
        List<String> accepts = new ArrayList<>(List.of("application/json", TABLE, HEAD));
        if (ProtobufWriter.knows(kind.groupVersion(), kind.name())) {
            accepts.add(ProtobufBody.MEDIA_TYPE);
        }
        return accepts;
    }

    private void putBack(Kind kind, StoredObject object, Map<String, String> problems)
            throws IOException {
        if (kind.verbs().contains("update")) {
            Answer answer =
                    client.send(
                            FuzzRequest.json(
                                    "PUT",
                                    object.path() + "?dryRun=All",
                                    Json.write(object.object())));
            AnswerRules.problem(answer)
                    .ifPresent(problem -> problems.put("PUT " + object.path(), problem));
        }
    }

    /// Whether it can be read.
    private boolean note(Map<String, String> problems, FuzzRequest read) throws IOException {
        Answer answer = client.send(read);
        boolean isGone = answer.status() == 404; // taken away by the server meanwhile
        if ((answer.status() == 200 || isGone) && AnswerRules.problem(answer).isEmpty()) {
            return true;
        }
        problems.put(
                read.target() + " as " + read.header("Accept").orElse(""),
                answer.status() + " " + AnswerRules.shortened(answer.text()));
        return false;
    }

    private boolean isWatchable(Kind kind, Map<String, String> problems) {
        boolean isWhole = true;
        for (String accept : accepts(kind)) {
            if (accept.equals(HEAD)) {
                continue;
            }
            FuzzRequest watch =
                    FuzzRequest.get(kind.collectionPath("") + FROM_THE_START)
                            .with("Accept", accept);
            String problem;
            try {
                Answer answer = client.watch(watch, END);
                problem = answer.status() == 200 ? "" : AnswerRules.shortened(answer.text());
            } catch (IOException e) {
                problem = e.toString();
            }
            if (!problem.isEmpty()) {
                problems.put("watch of " + kind + " as " + accept, problem);
                isWhole = false;
            }
        }
        return isWhole;
    }

    /// Takes away what came since the beginning.
    ///
    /// @return what does not go, with the reason
    Map<String, String> clean() throws IOException {
        Map<String, String> left = new LinkedHashMap<>();
        for (Kind kind : listed().reversed()) { // what is in a namespace before the namespace
            for (StoredObject object : foreign(kind)) {
                remove(kind, object).ifPresent(why -> left.put(object.path(), why));
            }
        }
        return left;
    }

    /// Unless it is there: nothing can be changed in one that is gone.
    void makeNamespace(String name) throws IOException {
        ObjectNode body = Json.object().put("kind", "Namespace").put("apiVersion", "v1");
        body.putObject("metadata").put("name", name);
        client.send(FuzzRequest.json("POST", "/api/v1/namespaces", Json.write(body)));
    }

    private Optional<String> remove(Kind kind, StoredObject stored) throws IOException {
        Answer deleted = client.send(FuzzRequest.delete(stored.path() + AT_ONCE));
        if (kind.equals(Kinds.NAMESPACE)) {
            ObjectNode namespace = stored.object().deepCopy();
            namespace.remove("spec");
            ((ObjectNode) namespace.path("metadata"))
                    .remove(List.of("resourceVersion", "finalizers"));
            String path = stored.path() + "/finalize";
            deleted = client.send(FuzzRequest.json("PUT", path, Json.write(namespace)));
        } else if (!stored.object().path("metadata").path("finalizers").isMissingNode()) {
            makeNamespace(stored.object().path("metadata").path("namespace").asText());
            ObjectNode patch = Json.object();
            patch.putObject("metadata").set("finalizers", JsonNodeFactory.instance.nullNode());
            deleted =
                    client.send(
                            FuzzRequest.json("PATCH", stored.path(), Json.write(patch))
                                    .withType("application/merge-patch+json"));
        }
        Answer last = client.send(FuzzRequest.get(stored.path()));
        return last.status() == 404
                ? Optional.empty()
                : Optional.of(deleted.status() + " " + AnswerRules.shortened(deleted.text()));
    }
}
