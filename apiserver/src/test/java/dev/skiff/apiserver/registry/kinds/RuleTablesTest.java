package dev.skiff.apiserver.registry.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// What the rules of kinds say, row by row: of objects that break one, of changes that do, and of
/// the fields that objects are given besides their own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleTablesTest {
    private static final int MAX_CHARACTERS = 10_000;

    @AutoClose private final TestServer server = new TestServer();
    private int objects;

    @ParameterizedTest
    @CsvFileSource(
            resources = {
                "autoscaling-refused.txt",
                "registration-refused.txt",
                "flow-refused.txt",
                "scheduling-refused.txt",
                "network-refused.txt",
                "access-refused.txt",
                "definition-refused.txt",
                "quota-refused.txt",
                "policy-refused.txt"
            },
            delimiter = '|',
            quoteCharacter = '§',
            maxCharsPerColumn = MAX_CHARACTERS)
    void an_object_that_breaks_a_rule_is_told_which(String kindName, String given, String wrong)
            throws JsonProcessingException {
        Kind kind = kind(kindName);
        ObjectNode object = object(given, "x");
        String name = object.at("/metadata/name").asText();

        Answer answer = server.post(collection(kind) + "?dryRun=All", object.toString());

        assertThat(answer.message())
                .isEqualTo(
                        "%s \"%s\" is invalid: %s"
                                .formatted(kind.qualifiedName(), name, written(wrong)));
        assertThat(answer.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = {
                "autoscaling-changes.txt",
                "scheduling-changes.txt",
                "network-changes.txt",
                "access-changes.txt",
                "quota-changes.txt",
                "policy-changes.txt"
            },
            delimiter = '|',
            quoteCharacter = '§',
            maxCharsPerColumn = MAX_CHARACTERS)
    void a_change_that_breaks_a_rule_is_told_which(
            String kindName, String first, String patch, String wrong)
            throws JsonProcessingException {
        Kind kind = kind(kindName);
        String name = "x" + objects++;
        Answer created = server.post(collection(kind), object(first, name).toString());
        assertThat(created.status()).as(created.message()).isEqualTo(201);

        Answer answer = server.patch(collection(kind) + "/" + name, patch);

        assertThat(answer.message())
                .isEqualTo(
                        "%s \"%s\" is invalid: %s"
                                .formatted(kind.qualifiedName(), name, written(wrong)));
        assertThat(answer.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = {
                "autoscaling-completed.txt",
                "registration-completed.txt",
                "flow-completed.txt",
                "scheduling-completed.txt",
                "network-completed.txt",
                "access-completed.txt",
                "definition-completed.txt",
                "quota-completed.txt",
                "policy-completed.txt"
            },
            delimiter = '|',
            quoteCharacter = '§',
            maxCharsPerColumn = MAX_CHARACTERS)
    void an_object_is_completed(String kindName, String given, String place, String expected)
            throws JsonProcessingException {
        Kind kind = kind(kindName);

        Answer answer =
                server.post(collection(kind) + "?dryRun=All", object(given, "x").toString());

        assertThat(answer.status()).as(answer.message()).isEqualTo(201);
        assertThat(answer.body().at(place)).hasToString(expected);
    }

    /// What ends a line and the table's own delimiter stand for themselves in no row.
    private static String written(String text) {
        return text.replace('¶', '\n').replace('¦', '|');
    }

    private static Kind kind(String name) {
        return Kinds.ALL.stream().filter(k -> k.name().equals(name)).findFirst().orElseThrow();
    }

    private static String collection(Kind kind) {
        return kind.collectionPath(kind.isNamespaced() ? "default" : "");
    }

    private static ObjectNode object(String fields, String name) throws JsonProcessingException {
        ObjectNode object = (ObjectNode) Json.mapper().readTree(fields);
        ObjectNode metadata = object.withObjectProperty("metadata");
        if (!metadata.has("name")) {
            metadata.put("name", name);
        }
        return object;
    }
}
