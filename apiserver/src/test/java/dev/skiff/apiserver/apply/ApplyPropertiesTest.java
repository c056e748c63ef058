package dev.skiff.apiserver.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.schema.SchemaCatalogue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What must hold whatever is applied, tried with pods made at random from small alphabets, so that
/// managers often meet. A failure names its seed.
final class ApplyPropertiesTest {
    private static final int RUNS = 300;
    private static final List<String> MANAGERS = List.of("one", "two", "three");
    private static final VersionedKind PODS =
            new VersionedKind(
                    SchemaCatalogue.load().forKind(GroupVersion.parse("v1"), "Pod").orElseThrow(),
                    "v1");

    @Test
    void applying_again_changes_nothing() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            ApplyScript script = crowded(random);
            ObjectNode config = config(random);
            script.apply("one", config, true);
            ObjectNode once = script.object().deepCopy();

            script.apply("one", config, false);

            assertThat(script.object()).as("seed %d", seed).isEqualTo(once);
        }
    }

    @Test
    void who_applies_owns_exactly_what_was_applied() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            ApplyScript script = crowded(random);
            ObjectNode config = config(random);

            script.apply("one", config, true);

            FieldSet declared = TreeFields.of(Slot.of(PODS.type()), config);
            assertThat(script.fieldsOf("one")).as("seed %d", seed).isEqualTo(declared);
        }
    }

    @Test
    void who_is_not_forced_keeps_what_they_applied() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            ApplyScript script = new ApplyScript(PODS);
            Map<String, ObjectNode> applied = new LinkedHashMap<>();
            for (int step = 0; step < 12; step++) {
                String manager = MANAGERS.get(random.nextInt(MANAGERS.size()));
                ObjectNode config = config(random);
                if (script.apply(manager, config, false)) {
                    applied.put(manager, config);
                }
            }
            ObjectNode before = script.object().deepCopy();

            applied.forEach(
                    (manager, config) -> assertThat(script.apply(manager, config, false)).isTrue());

            assertThat(script.object()).as("seed %d", seed).isEqualTo(before);
        }
    }

    @Test
    void a_refused_apply_leaves_everything_as_it_was() {
        int refused = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            ApplyScript script = crowded(random);
            ObjectNode before = script.object().deepCopy();
            if (!script.apply("four", config(random), false)) {
                refused++;
                assertThat(script.object()).as("seed %d", seed).isEqualTo(before);
            }
        }
        assertThat(refused).isGreaterThan(RUNS / 10);
    }

    @Test
    void who_applies_nothing_changes_nothing_and_owns_nothing() {
        for (int seed = 0; seed < RUNS; seed++) {
            ApplyScript script = crowded(new Random(seed));
            ObjectNode before = script.object().deepCopy();

            script.apply("four", Json.object(), false);

            assertThat(script.object()).as("seed %d", seed).isEqualTo(before);
        }
    }

    @Test
    void when_all_have_left_nothing_stays_that_was_applied() {
        for (int seed = 0; seed < RUNS; seed++) {
            ApplyScript script = crowded(new Random(seed));
            MANAGERS.forEach(manager -> script.apply(manager, Json.object(), false));

            assertThat(script.object().path("metadata").isEmpty()).as("seed %d", seed).isTrue();
            assertThat(script.object().at("/spec"))
                    .as("seed %d", seed)
                    .isEqualTo(new FieldManager(PODS).nothing().path("spec"));
        }
    }

    @Test
    void field_sets_are_sets() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            FieldSet left = TreeFields.of(Slot.of(PODS.type()), config(random));
            FieldSet right = TreeFields.of(Slot.of(PODS.type()), config(random));

            assertThat(FieldSetReader.read(left.toJson())).contains(left);
            assertThat(left.minus(right).union(left.intersection(right))).isEqualTo(left);
            assertThat(left.union(right)).isEqualTo(right.union(left));
            assertThat(left.union(right).minus(right)).isEqualTo(left.minus(right));
            assertThat(left.minus(left).isEmpty()).isTrue();
            assertThat(FieldSetReader.haveCommon(left.toJson(), right))
                    .isEqualTo(!left.intersection(right).isEmpty());
        }
    }

    /// A pod to which several managers have applied something, by force where need be.
    private static ApplyScript crowded(Random random) {
        ApplyScript script = new ApplyScript(PODS);
        MANAGERS.forEach(manager -> script.apply(manager, config(random), true));
        return script;
    }

    private static ObjectNode config(Random random) {
        ObjectNode config = Json.object();
        if (random.nextBoolean()) {
            ObjectNode metadata = config.putObject("metadata").put("generateName", "x");
            for (String label : List.of("a", "b", "c")) {
                if (random.nextInt(4) == 0) {
                    metadata.withObjectProperty("labels").put(label, value(random));
                }
                if (random.nextInt(4) == 0) {
                    metadata.withArrayProperty("finalizers").add("x.example/" + label);
                }
            }
        }
        if (random.nextInt(4) > 0) {
            spec(random, config.putObject("spec"));
        }
        return config;
    }

    private static void spec(Random random, ObjectNode spec) {
        if (random.nextInt(3) == 0) {
            spec.put("hostname", value(random));
        }
        if (random.nextInt(3) == 0) {
            spec.putArray("tolerations").addObject().put("key", value(random));
        }
        if (random.nextInt(3) == 0) {
            spec.putObject("nodeSelector").put(value(random), value(random));
        }
        for (String name : List.of("a", "b", "c")) {
            if (random.nextInt(3) == 0) {
                ArrayNode containers = spec.withArrayProperty("containers");
                container(random, containers.insertObject(random.nextInt(containers.size() + 1)))
                        .put("name", name);
            }
        }
    }

    private static ObjectNode container(Random random, ObjectNode container) {
        if (random.nextBoolean()) {
            container.put("image", value(random));
        }
        if (random.nextInt(3) == 0) {
            container.putArray("args").add(value(random));
        }
        for (int port = 80; port < 82; port++) {
            if (random.nextInt(3) == 0) {
                container.withArrayProperty("ports").addObject().put("containerPort", port);
            }
        }
        if (random.nextInt(3) == 0) {
            container
                    .putObject("resources")
                    .putObject("limits")
                    .put(random.nextBoolean() ? "cpu" : "memory", "1");
        }
        return container;
    }

    private static String value(Random random) {
        return random.nextBoolean() ? "x" : "y";
    }
}
