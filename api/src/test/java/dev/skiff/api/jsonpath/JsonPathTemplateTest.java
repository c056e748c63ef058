package dev.skiff.api.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What kubectl 1.33 prints for the same templates and objects.
class JsonPathTemplateTest {
    private static final ObjectNode POD =
            object(
                    """
                    {"apiVersion":"v1","kind":"Pod",
                     "metadata":{"name":"a","labels":{"x":"1","k8s.io/y":"<z>"},"annotations":{"n":"q"}},
                     "spec":{"containers":[{"name":"c1","image":"i1","ports":[{"containerPort":80},{"containerPort":443}]},{"name":"c2","image":"i2"}],"priority":5,"hostNetwork":true},
                     "status":{"conditions":[{"type":"Ready","status":"True"},{"type":"Init","status":"False"}]}}
                    """);
    private static final ObjectNode VALUES =
            object(
                    """
                    {"apiVersion":"v1","kind":"Pod",
                     "metadata":{"name":"a-b","annotations":{"n":"q","a b":"sp","c,d":"comma"}},
                     "spec":{"f":1.5,"big":1e21,"g":2.0,"n":null,"i":5,"bf":1234567.5,"sm":0.0000012,"z":100000000000,"t":true,"es":"","l":[],"m":{},"list":[{"v":1,"s":"x","b":true,"n":null},{"v":2,"s":"y","b":false},{"v":1.5,"s":"10"},{"w":0}],"nest":[[1,2],[3,4]],"foo-bar":"fb","strs":["p","q"]}}
                    """);

    static List<Arguments> ofAPod() {
        return List.of(
                arguments("{.metadata.name}", "a"),
                arguments("{.spec.containers[*].name}", "c1 c2"),
                arguments("{.spec.containers[1]}", "{\"image\":\"i2\",\"name\":\"c2\"}"),
                arguments("{.metadata.labels}", "{\"k8s.io/y\":\"\\u003cz\\u003e\",\"x\":\"1\"}"),
                arguments(
                        "{range .spec.containers[*]}{.name}{\"\\t\"}{.image}{\"\\n\"}{end}",
                        "c1\ti1\nc2\ti2\n"),
                arguments("{.metadata.labels['k8s\\.io/y']}", "<z>"),
                arguments("{.metadata.labels.k8s\\.io/y}", "<z>"),
                arguments("{.spec.containers[?(@.name==\"c2\")].image}", "i2"),
                arguments("{..name}", "a c1 c2"),
                arguments("{.spec.containers[0,1].name}", "c1 c2"),
                arguments(
                        "{.metadata['name','labels']}",
                        "a {\"k8s.io/y\":\"\\u003cz\\u003e\",\"x\":\"1\"}"),
                arguments("{.spec.containers[-1:].name}", "c2"),
                arguments("{.spec.containers[-1].name}", "c2"),
                arguments("{.spec.containers[0:1].name}", "c1"),
                arguments("{.spec.containers[::2].name}", "c1"),
                arguments("[{.nope.more}]", "[]"),
                arguments("a{.kind}b", "aPodb"),
                arguments(".metadata.name", ".metadata.name"),
                arguments("metadata.name}", "metadata.name}"),
                arguments("{$.kind} {@.kind} { .kind }", "Pod Pod Pod"),
                arguments("{['kind']}", "Pod"),
                arguments("{.spec.containers[?(@.ports[0].containerPort>79)].name}", "c1"),
                arguments("{.spec.containers[?(@.ports)].name}", "c1"),
                arguments("{.spec.containers[?(@.nope==\"c2\")].image}", ""),
                arguments("{range .spec.containers[*]}{.name}", "c1c2"),
                arguments("{range .spec.containers[*].name}{@}{end}", "c1c2"),
                arguments(
                        "{range .spec.containers[*]}[{range .ports[*]}{.containerPort},{end}]{end}",
                        "[80,443,][]"),
                arguments("{range .nope[*]}x{end}y", "y"),
                arguments("{.spec.containers[*].ports[*].containerPort}", "80 443"),
                arguments("{\"x\"}{'y'}{1}{-5}{1.5}{true}", "xy1-51.5true"),
                arguments("{\"a\\\"b\"}", "a\"b"),
                arguments("[{.}]", "[]"),
                arguments("[{.kind.foo}]", "[]"),
                arguments("[{.spec.containers.name}]", "[]"),
                arguments("[{.kind .apiVersion}]", "[]"));
    }

    @ParameterizedTest
    @MethodSource("ofAPod")
    void a_template_prints(String template, String text) throws JsonPathException {
        assertThat(JsonPathTemplate.parse(template).print(POD)).isEqualTo(text);
    }

    static List<Arguments> ofOddValues() {
        return List.of(
                arguments(
                        "{.spec.f} {.spec.g} {.spec.n} {.spec.i} {.spec.z} {.spec.t}",
                        "1.5 2 null 5 100000000000 true"),
                arguments("{.spec.big} {.spec.bf} {.spec.sm}", "1e+21 1.2345675e+06 1.2e-06"),
                arguments(
                        "[{.spec.es}] [{.spec.l}] [{.spec.m}] [{.spec.l[*]}] [{.spec.n[0]}]",
                        "[] [[]] [{}] [] []"),
                arguments("{.spec.nest[*][0]} {.spec.nest[1]} {.spec.nest[1][1]}", "1 3 [3,4] 4"),
                arguments(
                        "{.spec.list[?(@.s>\"x\")].s} {.spec.list[?(@.b==true)].s} {.spec.list[?(@.b!=true)].s} {.spec.list[?(@.n)].s}",
                        "y x y x"),
                arguments("{.spec.strs[?(@==\"p\")]}", "p"),
                arguments("{.spec.list[?(@.s==\")\")]}x", "x"),
                arguments("{.spec.list[*].*}", "1 x true null 2 y false 1.5 10 0"),
                arguments("{.spec.nest..}", "[[1,2],[3,4]] [1,2] [3,4]"),
                arguments("{range .spec.strs}x{end}{range .kind}x{@}{end}", "xxPod"),
                arguments(
                        "{.spec}",
                        "{\"bf\":1234567.5,\"big\":1e+21,\"es\":\"\",\"f\":1.5,\"foo-bar\":\"fb\",\"g\":2,\"i\":5,\"l\":[],\"list\":[{\"b\":true,\"n\":null,\"s\":\"x\",\"v\":1},{\"b\":false,\"s\":\"y\",\"v\":2},{\"s\":\"10\",\"v\":1.5},{\"w\":0}],\"m\":{},\"n\":null,\"nest\":[[1,2],[3,4]],\"sm\":0.0000012,\"strs\":[\"p\",\"q\"],\"t\":true,\"z\":100000000000}"));
    }

    @ParameterizedTest
    @MethodSource("ofOddValues")
    void values_are_written_as_in_go(String template, String text) throws JsonPathException {
        assertThat(JsonPathTemplate.parse(template).print(VALUES)).isEqualTo(text);
    }

    static List<Arguments> wrong() {
        return List.of(
                arguments("{.metadata.name", "unclosed action"),
                arguments("{metadata.name}", "unrecognized identifier metadata"),
                arguments("{end}", "not in range, nothing to end"),
                arguments(
                        "{.spec.containers[5].name}",
                        "array index out of bounds: index 5, length 2"),
                arguments(
                        "{.spec.containers[-9].name}",
                        "array index out of bounds: index -7, length 2"),
                arguments(
                        "{.spec.containers[0:9].name}",
                        "array index out of bounds: index 8, length 2"),
                arguments(
                        "{.spec.containers[1:0]}",
                        "starting index 1 is greater than ending index 0"),
                arguments("{.spec.containers[0:2:0].name}", "step must be > 0"),
                arguments("{.spec[*]}", "map[string]interface {} is not array or slice"),
                arguments("{.kind[0]}", "string is not array or slice"),
                arguments("{.kind[?(@.x)]}", "Pod is not array or slice and cannot be filtered"),
                arguments("{.spec.containers[a]}", "invalid array index a"),
                arguments("{.spec.containers[0", "unterminated array"),
                arguments("{.spec.containers[?(@.name==\"c2\"]}", "unterminated filter"),
                arguments("{.spec.containers[?(@.name==\"c2\")", "unclosed array expect ]"),
                arguments(
                        "{.spec.containers[?(@.name==1)].name}",
                        "incompatible types for comparison"),
                arguments(
                        "{.spec.containers[?(@.name==\"c2\" && @.image==\"i2\")]}",
                        "unrecognized character in action: U+0026 '&'"),
                arguments("{\"x", "unterminated quoted string"),
                arguments("{{.kind}}", "unrecognized character in action: U+007B '{'"),
                arguments(
                        "{.spec.containers[?(@.name=~\"c\")]}",
                        "unrecognized character in action: U+007E '~'"),
                arguments("{.spec.containers[?(@.ports==\"x\")]}", "invalid type for comparison"),
                arguments(
                        "{.spec.containers[?(@.name=!\"x\")].name}",
                        "unrecognized filter operator =!"),
                arguments(
                        "{.spec.containers[?(@.ports[*].containerPort==1)].name}",
                        "can only compare one element at a time"),
                arguments("{1.2.3}", "cannot parse number 1.2.3"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_wrong_template_is_told_in_kubectls_words(String template, String message) {
        assertThatThrownBy(() -> JsonPathTemplate.parse(template).print(POD))
                .isInstanceOf(JsonPathException.class)
                .hasMessage(message);
    }

    @Test
    void results_are_those_of_all_paths() throws JsonPathException {
        assertThat(
                        JsonPathTemplate.parse("{.spec.containers[*].name}, {.metadata.labels}")
                                .results(POD)
                                .toString())
                .isEqualTo("[\"c1\",\"c2\",{\"x\":\"1\",\"k8s.io/y\":\"<z>\"}]");
    }

    @ParameterizedTest
    @CsvSource({"metadata.name", ".metadata.name", "{metadata.name}", "{.metadata.name}"})
    void a_path_needs_neither_braces_nor_a_dot(String path) throws JsonPathException {
        assertThat(JsonPath.parse(path).find(POD).toString()).isEqualTo("[\"a\"]");
    }

    @ParameterizedTest
    @CsvSource({"''", "{}", "{.a}{.b}", "{.a"})
    void what_is_no_path_is_told(String path) {
        assertThatThrownBy(() -> JsonPath.parse(path))
                .isInstanceOf(JsonPathException.class)
                .hasMessage(
                        "unexpected path string, expected a 'name1.name2' or '.name1.name2' or"
                                + " '{name1.name2}' or '{.name1.name2}'");
    }

    private static ObjectNode object(String json) {
        return Json.readOwn(json.getBytes(StandardCharsets.UTF_8));
    }
}
