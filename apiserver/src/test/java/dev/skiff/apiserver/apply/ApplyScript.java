package dev.skiff.apiserver.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.schema.DecodeResult;
import dev.skiff.api.schema.ObjectDecoder;
import dev.skiff.api.schema.SchemaDefaults;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Plays what several managers do to one object, a line each:
/// - `one applies {…}`, `one forces {…}`: server-side apply; `one updates {…}`: any other write
/// - `refused …`: what the last apply was answered; line breaks are written ` / `
/// - `is {…}`: the object, without its metadata and status
/// - `one owns .data.a .data.b`: the paths of all of a manager's entries, or `nothing`
final class ApplyScript {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final VersionedKind kind;
    private final FieldManager manager;
    private ObjectNode object;
    private String refusal = "";
    private boolean isNew = true;
    private int seconds;

    ApplyScript(VersionedKind kind) {
        this.kind = kind;
        this.manager = new FieldManager(kind);
        this.object = manager.nothing();
    }

    void play(String script) {
        for (String line : script.strip().split("\n")) {
            String[] words = line.strip().split(" ", 3);
            switch (words[0]) {
                case "is" -> assertThat(content()).as(line).isEqualTo(json(rest(line)));
                case "refused" ->
                        assertThat(refusal.replace("\n", " / ")).as(line).isEqualTo(rest(line));
                default -> act(words[0], words[1], words[2], line);
            }
        }
    }

    private void act(String who, String what, String rest, String line) {
        switch (what) {
            case "applies" -> apply(who, json(rest), false);
            case "forces" -> apply(who, json(rest), true);
            case "updates" -> update(who, json(rest));
            case "owns" ->
                    assertThat(owned(who))
                            .as(line)
                            .isEqualTo(
                                    rest.equals("nothing")
                                            ? List.of()
                                            : List.of(rest.split(" (?=\\.)")));
            default -> throw new IllegalArgumentException(line);
        }
    }

    ObjectNode object() {
        return object;
    }

    /// Answers whether it was done.
    boolean apply(String who, ObjectNode config, boolean force) {
        refusal = "";
        isNew = false;
        switch (manager.apply(object.deepCopy(), config, writer(who), force)) {
            case ApplyResult.Refused(var status) -> refusal = status.message();
            case ApplyResult.Unchanged(var same) -> object = same;
            case ApplyResult.Merged(var merged) -> object = decoded(merged);
        }
        return refusal.isEmpty();
    }

    void update(String who, ObjectNode content) {
        ObjectNode updated = decoded(content);
        if (isNew) {
            manager.create(updated, writer(who));
        } else {
            updated.set("metadata", object.path("metadata").deepCopy());
            manager.update(object, updated, writer(who));
        }
        isNew = false;
        object = updated;
    }

    private FieldWriter writer(String who) {
        return new FieldWriter(who, "", FieldSet.EMPTY, START.plusSeconds(seconds++));
    }

    private ObjectNode decoded(ObjectNode tree) {
        if (!(ObjectDecoder.decode(kind.type(), tree)
                instanceof DecodeResult.Decoded(var decoded, var _))) {
            throw new IllegalArgumentException("does not decode: " + tree);
        }
        new SchemaDefaults().apply(decoded, kind.type());
        return decoded;
    }

    private ObjectNode content() {
        return object.deepCopy().without(List.of("metadata", "status", "kind", "apiVersion"));
    }

    /// All paths that somebody owns, in order, each as messages write it.
    List<String> owned(String who) {
        List<String> paths = new ArrayList<>();
        addPaths("", fieldsOf(who), paths);
        return paths;
    }

    /// The fields of all entries of a manager.
    FieldSet fieldsOf(String who) {
        FieldSet all = FieldSet.EMPTY;
        for (JsonNode entry : object.at("/metadata/managedFields")) {
            if (entry.path("manager").asText().equals(who)) {
                all = all.union(FieldSetReader.read(entry.path("fieldsV1")).orElseThrow());
            }
        }
        return all;
    }

    private static void addPaths(String prefix, FieldSet set, List<String> paths) {
        for (int i = 0; i < set.size(); i++) {
            String path = prefix + set.element(i);
            if (set.below(i).isMember()) {
                paths.add(path);
            }
            addPaths(path, set.below(i), paths);
        }
    }

    private static String rest(String line) {
        return line.strip().substring(line.strip().indexOf(' ') + 1);
    }

    static ObjectNode json(String text) {
        return Json.readOwn(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
