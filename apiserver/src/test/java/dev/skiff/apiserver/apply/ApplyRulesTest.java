package dev.skiff.apiserver.apply;

import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.schema.SchemaCatalogue;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules of structured merge and diff, one conversation each.
final class ApplyRulesTest {
    private static final SchemaCatalogue SCHEMAS = SchemaCatalogue.load();

    @ParameterizedTest(name = "{0}")
    @MethodSource({"maps", "lists", "elements", "sharing", "checks", "clientSide"})
    void apply_follows_the_rules(String rule, String kind, String script) {
        String apiVersion = kind.substring(0, kind.lastIndexOf('/'));
        String name = kind.substring(kind.lastIndexOf('/') + 1);
        VersionedKind versioned =
                new VersionedKind(
                        SCHEMAS.forKind(GroupVersion.parse(apiVersion), name).orElseThrow(),
                        apiVersion);

        new ApplyScript(versioned).play(script);
    }

    static Stream<Arguments> maps() {
        return Stream.of(
                Arguments.of(
                        "what is applied is owned, and nothing above it",
                        "v1/ConfigMap",
                        """
                        one applies {'data': {'a': '1', 'b': '2'}}
                        is {'data': {'a': '1', 'b': '2'}}
                        one owns .data.a .data.b
                        """),
                Arguments.of(
                        "an empty map is owned itself",
                        "v1/ConfigMap",
                        """
                        one applies {'data': {}}
                        one owns .data
                        """),
                Arguments.of(
                        "a map of null is owned but takes nothing away",
                        "v1/ConfigMap",
                        """
                        one applies {'data': {'a': '1'}}
                        two applies {'data': null}
                        is {'data': {'a': '1'}}
                        one owns .data.a
                        two owns .data
                        """),
                Arguments.of(
                        "what is no longer applied goes, what was never applied stays",
                        "v1/ConfigMap",
                        """
                        up updates {'data': {'x': '9'}}
                        one applies {'data': {'a': '1', 'b': '2'}}
                        one applies {'data': {'b': '2'}}
                        is {'data': {'b': '2', 'x': '9'}}
                        one owns .data.b
                        up owns .data .data.x
                        """),
                Arguments.of(
                        "with its last key a map goes",
                        "v1/ConfigMap",
                        """
                        one applies {'data': {'a': '1'}, 'immutable': true}
                        one applies {'immutable': true}
                        is {'immutable': true}
                        """),
                Arguments.of(
                        "an atomic struct is one field",
                        "apps/v1/Deployment",
                        """
                        one applies {'spec': {'selector': {'matchLabels': {'a': 'b'}}}}
                        one owns .spec.selector
                        two applies {'spec': {'selector': {'matchLabels': {'a': 'c'}}}}
                        refused Apply failed with 1 conflict: conflict with "one": .spec.selector
                        """));
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of(
                        "of an atomic list the applied one counts as a whole",
                        "v1/Pod",
                        """
                        one applies {'spec': {'tolerations': [{'key': 'a'}, {'key': 'b'}]}}
                        one applies {'spec': {'tolerations': [{'key': 'c'}]}}
                        is {'spec': {'containers': null, 'tolerations': [{'key': 'c'}]}}
                        one owns .spec.tolerations
                        """),
                Arguments.of(
                        "elements of a set are owned by value",
                        "v1/Node",
                        """
                        one applies {'spec': {'podCIDRs': ['10.0.0.0/24', '10.0.1.0/24']}}
                        two applies {'spec': {'podCIDRs': ['10.0.2.0/24', '10.0.1.0/24']}}
                        one applies {'spec': {'podCIDRs': []}}
                        is {'spec': {'podCIDRs': ['10.0.2.0/24', '10.0.1.0/24']}}
                        one owns nothing
                        two owns .spec.podCIDRs[="10.0.1.0/24"] .spec.podCIDRs[="10.0.2.0/24"]
                        """),
                Arguments.of(
                        "elements with keys merge by key",
                        "v1/Pod",
                        """
                        one applies {'spec': {'containers': [{'name': 'a', 'image': 'a:1'}]}}
                        two applies {'spec': {'containers': [{'name': 'b', 'image': 'b:1'}, {'name': 'a', 'tty': true}]}}
                        is {'spec': {'containers': [{'name': 'b', 'image': 'b:1', 'resources': {}}, {'name': 'a', 'image': 'a:1', 'tty': true, 'resources': {}}]}}
                        one owns .spec.containers[name="a"] .spec.containers[name="a"].image .spec.containers[name="a"].name
                        two owns .spec.containers[name="a"] .spec.containers[name="a"].name .spec.containers[name="a"].tty .spec.containers[name="b"] .spec.containers[name="b"].image .spec.containers[name="b"].name
                        """),
                Arguments.of(
                        "a key that is left out has its default",
                        "v1/Service",
                        """
                        one applies {'spec': {'ports': [{'port': 80}]}}
                        one owns .spec.ports[port=80,protocol="TCP"] .spec.ports[port=80,protocol="TCP"].port
                        two applies {'spec': {'ports': [{'port': 80, 'protocol': 'TCP', 'name': 'web'}]}}
                        is {'spec': {'ports': [{'port': 80, 'protocol': 'TCP', 'name': 'web', 'targetPort': 0}]}}
                        """),
                Arguments.of(
                        "keys are ordered by value, not as texts",
                        "v1/Service",
                        """
                        one applies {'spec': {'ports': [{'port': 443}, {'port': 80}]}}
                        one owns .spec.ports[port=80,protocol="TCP"] .spec.ports[port=80,protocol="TCP"].port .spec.ports[port=443,protocol="TCP"] .spec.ports[port=443,protocol="TCP"].port
                        """));
    }

    static Stream<Arguments> elements() {
        return Stream.of(
                Arguments.of(
                        "an element goes with its last applier, whatever its defaults",
                        "v1/Service",
                        """
                        one applies {'spec': {'ports': [{'port': 80}, {'port': 81}]}}
                        one applies {'spec': {'ports': [{'port': 81}]}}
                        is {'spec': {'ports': [{'port': 81, 'protocol': 'TCP', 'targetPort': 0}]}}
                        """),
                Arguments.of(
                        "an element that another one owns stays, without what the first had in it",
                        "v1/Pod",
                        """
                        one applies {'spec': {'containers': [{'name': 'a', 'image': 'a:1', 'tty': true}]}}
                        two applies {'spec': {'containers': [{'name': 'a', 'image': 'a:1'}]}}
                        one applies {'spec': {}}
                        is {'spec': {'containers': [{'name': 'a', 'image': 'a:1', 'resources': {}}]}}
                        one owns .spec
                        """),
                Arguments.of(
                        "applied elements keep their order, others their places among them",
                        "v1/Pod",
                        """
                        up updates {'spec': {'containers': [{'name': 'a'}, {'name': 'x'}, {'name': 'b'}]}}
                        one applies {'spec': {'containers': [{'name': 'b'}, {'name': 'c'}, {'name': 'a'}]}}
                        is {'spec': {'containers': [{'name': 'x', 'resources': {}}, {'name': 'b', 'resources': {}}, {'name': 'c', 'resources': {}}, {'name': 'a', 'resources': {}}]}}
                        """),
                Arguments.of(
                        "another order alone is no change",
                        "v1/Pod",
                        """
                        one applies {'spec': {'containers': [{'name': 'a'}, {'name': 'b'}]}}
                        one applies {'spec': {'containers': [{'name': 'b'}, {'name': 'a'}]}}
                        is {'spec': {'containers': [{'name': 'a', 'resources': {}}, {'name': 'b', 'resources': {}}]}}
                        """));
    }

    static Stream<Arguments> sharing() {
        return Stream.of(
                Arguments.of(
                        "equal values are shared, other ones conflict",
                        "v1/ConfigMap",
                        """
                        one applies {'data': {'a': '1'}}
                        two applies {'data': {'a': '1'}}
                        one owns .data.a
                        two owns .data.a
                        three applies {'data': {'a': '2'}}
                        refused Apply failed with 2 conflicts: conflicts with "one": / - .data.a / conflicts with "two": / - .data.a
                        is {'data': {'a': '1'}}
                        """),
                Arguments.of(
                        "force takes over",
                        "v1/ConfigMap",
                        """
                        one applies {'data': {'a': '1', 'b': '1'}}
                        up updates {'data': {'a': '1', 'b': '2'}}
                        two forces {'data': {'a': '3', 'b': '3'}}
                        is {'data': {'a': '3', 'b': '3'}}
                        one owns nothing
                        up owns nothing
                        two owns .data.a .data.b
                        """),
                Arguments.of(
                        "what one gave up stays as long as somebody owns it",
                        "v1/ConfigMap",
                        """
                        one applies {'data': {'a': '1'}}
                        two applies {'data': {'a': '1'}}
                        one applies {}
                        is {'data': {'a': '1'}}
                        two applies {}
                        is {}
                        """),
                Arguments.of(
                        "a write that sets a field takes it from who applied it",
                        "v1/ConfigMap",
                        """
                        one applies {'data': {'a': '1'}}
                        up updates {'data': {'a': '2'}}
                        one owns nothing
                        one applies {'data': {'a': '1'}}
                        refused Apply failed with 1 conflict: conflict with "up" using v1: .data.a
                        """),
                Arguments.of(
                        "deep conflicts come after shallow ones",
                        "v1/Pod",
                        """
                        one applies {'spec': {'containers': [{'name': 'a', 'image': 'a:1'}], 'nodeName': 'n', 'hostname': 'h'}}
                        two applies {'spec': {'containers': [{'name': 'a', 'image': 'a:2'}], 'nodeName': 'm', 'hostname': 'i'}}
                        refused Apply failed with 3 conflicts: conflicts with "one": / - .spec.hostname / - .spec.nodeName / - .spec.containers[name="a"].image
                        """));
    }

    static Stream<Arguments> checks() {
        return Stream.of(
                refused(
                        "{'data': {'a': 5}}",
                        ".data.a: expected string, got &value.valueUnstructured{Value:5}"),
                refused("{'data': 'x'}", ".data: expected map, got &{x}"),
                refused("{'data': ['x', 1]}", ".data: expected map, got &{[x 1]}"),
                refused("{'immutable': 'x'}", ".immutable: expected boolean, got &{x}"),
                refused("{'nope': {'a': 1}}", ".nope: field not declared in schema"),
                refused(
                        "{'metadata': {'generation': 'x'}}",
                        ".metadata.generation: expected numeric (int or float), got string"),
                refused(
                        "{'metadata': {'finalizers': ['a/b', 'a/b']}}",
                        ".metadata.finalizers: duplicate entries for key [=\"a/b\"]"),
                refused(
                        "{'metadata': {'finalizers': [{'a': 'b'}]}}",
                        ".metadata.finalizers: element 0: associative list without keys has an"
                                + " element that's a map type"),
                refused(
                        "{'metadata': {'ownerReferences': ['x']}}",
                        ".metadata.ownerReferences: element 0: associative list with keys may not"
                                + " have non-map elements"),
                refused(
                        "{'data': {'a': {'b': [true]}}, 'immutable': 1}",
                        "errors: /   .data.a: expected string, got"
                                + " &value.valueUnstructured{Value:map[string]interface"
                                + " {}{\"b\":[]interface {}{true}}} /   .immutable: expected"
                                + " boolean, got &{1}"));
    }

    private static Arguments refused(String config, String problem) {
        return Arguments.of(
                problem,
                "v1/ConfigMap",
                "one applies %s\nrefused failed to create typed patch object (/; /, Kind=): %s"
                        .formatted(config, problem));
    }

    static Stream<Arguments> clientSide() {
        String annotated =
                "{'metadata': {'annotations': {'kubectl.kubernetes.io/last-applied-configuration':"
                        + " '{\\'apiVersion\\':\\'v1\\',\\'kind\\':\\'ConfigMap\\',\\'data\\':{\\'a\\':\\'1\\',\\'b\\':\\'1\\'}}'}},"
                        + " 'data': {'a': '1', 'b': '2'}}";
        return Stream.of(
                Arguments.of(
                        "kubectl takes over what it applied by itself and nobody changed since",
                        "v1/ConfigMap",
                        """
                        other applies %s
                        kubectl applies {'apiVersion': 'v1', 'kind': 'ConfigMap', 'data': {'a': '5'}}
                        is {'data': {'a': '5', 'b': '2'}}
                        kubectl applies {'apiVersion': 'v1', 'kind': 'ConfigMap', 'data': {'b': '5'}}
                        refused Apply failed with 1 conflict: conflict with "other": .data.b
                        """
                                .formatted(annotated)),
                Arguments.of(
                        "others take nothing over",
                        "v1/ConfigMap",
                        """
                        other applies %s
                        two applies {'data': {'a': '5'}}
                        refused Apply failed with 1 conflict: conflict with "other": .data.a
                        """
                                .formatted(annotated)),
                Arguments.of(
                        "before the first apply there was somebody",
                        "v1/ConfigMap",
                        """
                        one applies {}
                        up updates {'data': {'a': '1'}}
                        up owns nothing
                        one applies {'data': {'b': '1'}}
                        before-first-apply owns .data .data.a
                        one owns .data.b
                        """));
    }
}
