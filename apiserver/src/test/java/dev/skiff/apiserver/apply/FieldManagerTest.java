package dev.skiff.apiserver.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.schema.DecodeResult;
import dev.skiff.api.schema.ObjectDecoder;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.schema.TypeSchema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldManagerTest {
    private static final SchemaCatalogue SCHEMAS = SchemaCatalogue.load();
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.5Z");

    private final TypeSchema deployments = schema("apps/v1", "Deployment");
    private final TypeSchema configMaps = schema("v1", "ConfigMap");

    @Test
    void a_creator_owns_what_the_object_has_and_an_empty_one_has_not() {
        ObjectNode created =
                decoded(
                        deployments,
                        """
                        {'metadata': {'name': 'web', 'namespace': 'default', 'labels': {'app': 'web'}},
                         'spec': {'replicas': 3,
                                  'selector': {'matchLabels': {'app': 'web'}},
                                  'template': {'spec': {'containers': [
                                      {'name': 'main', 'image': 'web:1',
                                       'ports': [{'protocol': 'TCP', 'containerPort': 80}],
                                       'env': []}]}}}}
                        """);

        manager(deployments).create(created, writer("alice", 0));

        assertThat(entries(created))
                .containsExactly(
                        "alice Update apps/v1 2026-01-01T00:00:00Z"
                                + " {'f:metadata':{'f:labels':{'.':{},'f:app':{}}},"
                                + "'f:spec':{'f:replicas':{},'f:selector':{},"
                                + "'f:template':{'f:spec':{'f:containers':{"
                                + "'k:{\\\"name\\\":\\\"main\\\"}':{'.':{},'f:image':{},'f:name':{},"
                                + "'f:ports':{'.':{},"
                                + "'k:{\\\"containerPort\\\":80,\\\"protocol\\\":\\\"TCP\\\"}':"
                                + "{'.':{},'f:containerPort':{},'f:protocol':{}}},"
                                + "'f:resources':{}}}}}}}");
    }

    @Test
    void who_changes_a_field_owns_it_alone() {
        ObjectNode created = created(configMaps, "{'data': {'a': '1', 'b': '1'}}", "alice");
        ObjectNode updated = changed(created, "{'data': {'a': '2', 'b': '1', 'c': '3'}}");

        manager(configMaps).update(created, updated, writer("bob", 60));

        assertThat(entries(updated))
                .containsExactly(
                        "alice Update v1 2026-01-01T00:00:00Z {'f:data':{'.':{},'f:b':{}}}",
                        "bob Update v1 2026-01-01T00:01:00Z {'f:data':{'f:a':{},'f:c':{}}}");
    }

    @Test
    void a_removed_field_is_nobodys_and_an_owner_of_nothing_is_gone() {
        ObjectNode created = created(configMaps, "{'data': {'a': '1'}}", "alice");
        ObjectNode updated = changed(created, "{}");

        manager(configMaps).update(created, updated, writer("bob", 60));

        assertThat(updated.at("/metadata").has("managedFields")).isFalse();
    }

    @Test
    void the_same_manager_keeps_what_it_had_and_gets_a_new_time_only_for_a_change() {
        ObjectNode created = created(configMaps, "{'data': {'a': '1', 'b': '1'}}", "alice");
        ObjectNode same = changed(created, "{'data': {'a': '1', 'b': '1'}}");
        ObjectNode changed = changed(created, "{'data': {'a': '1', 'b': '2'}}");

        manager(configMaps).update(created, same, writer("alice", 60));
        manager(configMaps).update(created, changed, writer("alice", 60));

        assertThat(entries(same))
                .containsExactly(
                        "alice Update v1 2026-01-01T00:00:00Z {'f:data':{'.':{},'f:a':{},'f:b':{}}}");
        assertThat(entries(changed))
                .containsExactly(
                        "alice Update v1 2026-01-01T00:01:00Z {'f:data':{'.':{},'f:a':{},'f:b':{}}}");
    }

    @Test
    void a_subresource_has_its_own_entry_and_what_it_resets_is_not_owned() {
        ObjectNode created = created(deployments, "{'spec': {'replicas': 3}}", "alice");
        ObjectNode updated = created.deepCopy();
        updated.withObjectProperty("spec").put("replicas", 9);
        updated.withObjectProperty("status").put("readyReplicas", 1);
        FieldSet spec = FieldSet.ofFields(List.of("spec"));

        manager(deployments)
                .update(created, updated, new FieldWriter("alice", "status", spec, START));

        assertThat(entries(updated))
                .containsExactly(
                        "alice Update apps/v1 2026-01-01T00:00:00Z {'f:spec':{'f:replicas':{}}}",
                        "alice Update apps/v1 2026-01-01T00:00:00Z"
                                + " {'f:status':{'f:readyReplicas':{}}} status");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'metadata': {'finalizers': ['x/a']}} | {'metadata': {'finalizers': ['x/a', 'x/b']}}"
                        + " | {'f:metadata':{'f:finalizers':{'v:\\\"x/b\\\"':{}}}}",
                "{'metadata': {'labels': {'a': '1'}}} | {'metadata': {'labels': {'a': '1', 'b': '2'}}}"
                        + " | {'f:metadata':{'f:labels':{'f:b':{}}}}",
                "{'spec': {'replicas': 1}} | {'spec': {'replicas': 1}, 'metadata': {'annotations': {'n': 'o'}}}"
                        + " | {'f:metadata':{'f:annotations':{'.':{},'f:n':{}}}}",
                "{'spec': {'selector': {'matchLabels': {'a': '1'}}}}"
                        + " | {'spec': {'selector': {'matchLabels': {'a': '1', 'b': '2'}}}}"
                        + " | {'f:spec':{'f:selector':{}}}",
                "{'spec': {'template': {'spec': {'containers': [{'name': 'a'}, {'name': 'b'}]}}}}"
                        + " | {'spec': {'template': {'spec': {'containers': [{'name': 'b'}, {'name': 'a', 'image': 'x'}]}}}}"
                        + " | {'f:spec':{'f:template':{'f:spec':{'f:containers':{'k:{\\\"name\\\":\\\"a\\\"}':{'f:image':{}}}}}}}",
                "{'spec': {'replicas': 1}}"
                        + " | {'spec': {'replicas': 1, 'template': {'spec': {'volumes': [{'name': 'v', 'emptyDir': {}}]}}}}"
                        + " | {'f:spec':{'f:template':{'f:spec':{'f:volumes':{'.':{},'k:{\\\"name\\\":\\\"v\\\"}':{'.':{},'f:emptyDir':{},'f:name':{}}}}}}}",
                "{'metadata': {'name': 'a', 'generation': 1}} | {'metadata': {'name': 'a', 'generation': 2}} | ~~",
            })
    void a_change_is_owned_as_finely_as_the_schema_says(String before, String after, String owned) {
        ObjectNode stored = created(deployments, before, "alice");
        ObjectNode updated = changed(stored, after);

        manager(deployments).update(stored, updated, writer("bob", 60));

        List<String> ofBob =
                entries(updated).stream()
                        .filter(entry -> entry.startsWith("bob"))
                        .map(entry -> entry.substring(entry.indexOf('{')))
                        .toList();
        assertThat(ofBob).isEqualTo(owned.isEmpty() ? List.of() : List.of(owned));
    }

    @Test
    void entries_that_an_update_brings_count_unless_they_are_malformed_or_for_a_subresource() {
        ObjectNode stored = created(configMaps, "{'data': {'a': '1'}}", "alice");
        String brought =
                """
                [{'manager': 'carol', 'operation': 'Update', 'apiVersion': 'v1', 'fieldsType': 'FieldsV1',
                  'fieldsV1': {'f:data': {'f:a': {}}}}]
                """;
        ObjectNode good = bringing(stored, brought);
        ObjectNode malformed = bringing(stored, brought.replace("f:a", "k:a"));
        ObjectNode throughStatus = bringing(stored, brought);

        manager(configMaps).update(stored, good, writer("bob", 60));
        manager(configMaps).update(stored, malformed, writer("bob", 60));
        manager(configMaps)
                .update(
                        stored,
                        throughStatus,
                        new FieldWriter("bob", "status", FieldSet.EMPTY, START));

        assertThat(entries(good)).containsExactly("carol Update v1  {'f:data':{'f:a':{}}}");
        assertThat(entries(malformed)).isEqualTo(entries(stored));
        assertThat(entries(throughStatus)).isEqualTo(entries(stored));
    }

    @Test
    void a_single_empty_entry_drops_all_and_nothing_is_recorded_afterwards() {
        ObjectNode stored = created(configMaps, "{'data': {'a': '1'}}", "alice");
        ObjectNode dropped = bringing(stored, "[{}]");
        manager(configMaps).update(stored, dropped, writer("bob", 60));
        ObjectNode later = changed(dropped, "{'data': {'a': '2'}}");
        manager(configMaps).update(dropped, later, writer("bob", 120));

        assertThat(entries(dropped)).isEmpty();
        assertThat(entries(later)).isEmpty();
    }

    @Test
    void beyond_ten_updaters_the_oldest_are_merged() {
        ObjectNode object = created(configMaps, "{'data': {'k0': 'x'}}", "m0");
        for (int n = 1; n <= 12; n++) {
            ObjectNode next = object.deepCopy();
            next.withObjectProperty("data").put("k" + n, "x");
            manager(configMaps).update(object, next, writer("m" + n, n));
            object = next;
        }

        List<String> entries = entries(object);
        assertThat(entries).hasSize(10);
        assertThat(entries.getFirst())
                .isEqualTo(
                        "ancient-changes Update v1 2026-01-01T00:00:03Z"
                                + " {'f:data':{'.':{},'f:k0':{},'f:k1':{},'f:k2':{},'f:k3':{}}}");
        assertThat(entries.get(1)).startsWith("m4 ");
    }

    @Test
    void entries_are_in_order_of_operation_then_time_then_name() {
        ObjectNode stored = created(configMaps, "{'data': {'a': '1', 'b': '1', 'c': '1'}}", "zoe");
        ObjectNode brought =
                bringing(
                        stored,
                        """
                        [{'manager': 'u2', 'operation': 'Update', 'apiVersion': 'v1', 'time': '2026-01-02T00:00:00Z',
                          'fieldsType': 'FieldsV1', 'fieldsV1': {'f:data': {'f:a': {}}}},
                         {'manager': 'u1', 'operation': 'Update', 'apiVersion': 'v1', 'time': '2026-01-02T00:00:00Z',
                          'fieldsType': 'FieldsV1', 'fieldsV1': {'f:data': {'f:b': {}}}},
                         {'manager': 'z', 'operation': 'Apply', 'apiVersion': 'v1', 'time': '2026-01-03T00:00:00Z',
                          'fieldsType': 'FieldsV1', 'fieldsV1': {'f:data': {'f:c': {}}}}]
                        """);

        manager(configMaps).update(stored, brought, writer("zoe", 0));

        assertThat(entries(brought))
                .extracting(entry -> entry.substring(0, entry.indexOf(' ')))
                .containsExactly("z", "u1", "u2");
    }

    @Test
    void a_write_that_changes_only_times_of_entries_is_none() {
        ObjectNode stored = created(configMaps, "{'data': {'a': '1'}}", "alice");
        ObjectNode updated = stored.deepCopy();
        ((ObjectNode) updated.at("/metadata/managedFields/0")).put("time", "2027-01-01T00:00:00Z");
        ObjectNode alsoChanged = updated.deepCopy();
        alsoChanged.withObjectProperty("data").put("a", "2");

        FieldManager.keepTimes(stored, updated);
        FieldManager.keepTimes(stored, alsoChanged);

        assertThat(updated).isEqualTo(stored);
        assertThat(entries(alsoChanged)).first().asString().contains("2027");
    }

    private static ObjectNode created(TypeSchema type, String object, String manager) {
        ObjectNode created = decoded(type, object);
        manager(type).create(created, writer(manager, 0));
        return created;
    }

    /// The new content with the stored entries, as a client sends it.
    private ObjectNode changed(ObjectNode stored, String content) {
        TypeSchema type = stored.at("/spec").isMissingNode() ? configMaps : deployments;
        ObjectNode changed = decoded(type, content);
        JsonNode entries = stored.at("/metadata/managedFields");
        if (!entries.isMissingNode()) {
            changed.withObjectProperty("metadata").set("managedFields", entries.deepCopy());
        }
        return changed;
    }

    private static ObjectNode bringing(ObjectNode stored, String entries) {
        ObjectNode changed = stored.deepCopy();
        changed.withObjectProperty("metadata").set("managedFields", json(entries));
        return changed;
    }

    private static FieldManager manager(TypeSchema type) {
        return new FieldManager(
                new VersionedKind(type, type.kinds().getFirst().groupVersion().apiVersion()));
    }

    private static FieldWriter writer(String manager, long afterSeconds) {
        return new FieldWriter(manager, "", FieldSet.EMPTY, START.plusSeconds(afterSeconds));
    }

    /// Each entry as `manager operation version time fields subresource`, with single quotes.
    private static List<String> entries(ObjectNode object) {
        List<String> lines = new ArrayList<>();
        object.at("/metadata/managedFields")
                .forEach(
                        entry ->
                                lines.add(
                                        "%s %s %s %s %s %s"
                                                .formatted(
                                                        entry.path("manager").asText(),
                                                        entry.path("operation").asText(),
                                                        entry.path("apiVersion").asText(),
                                                        entry.path("time").asText(),
                                                        entry.path("fieldsV1")
                                                                .toString()
                                                                .replace("\\\"", "§")
                                                                .replace('"', '\'')
                                                                .replace("§", "\\\""),
                                                        entry.path("subresource").asText())
                                                .stripTrailing()));
        return lines;
    }

    private static TypeSchema schema(String apiVersion, String kind) {
        return SCHEMAS.forKind(GroupVersion.parse(apiVersion), kind).orElseThrow();
    }

    private static ObjectNode decoded(TypeSchema type, String object) {
        byte[] body = object.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ((DecodeResult.Decoded) ObjectDecoder.decode(type, body)).object();
    }

    private static JsonNode json(String text) {
        return Json.readOwn(
                        ("{\"it\":" + text.replace('\'', '"') + "}")
                                .getBytes(StandardCharsets.UTF_8))
                .get("it");
    }
}
