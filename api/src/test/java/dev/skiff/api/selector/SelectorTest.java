package dev.skiff.api.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {
    private static final Map<String, String> LABELS = Map.of("app", "web", "tier", "2", "e", "");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            '' | true
            app=web | true
            app==web,tier=2 | true
            app!=web | false
            none!=web | true
            app in (web,db) | true
            app in ( db ) | false
            app notin (db) | true
            none notin (db) | true
            app | true
            !app | false
            !none,app | true
            tier>1 | true
            tier>2 | false
            tier<10 | true
            app<10 | false
            e= | true
            e in () | true
            app in (,web) | true
            ' app = web ' | true
            in in (in) | false
            """)
    void labels_are_selected(String selector, boolean matches) {
        assertThat(valid(selector).matches(LABELS)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            s=a=b | found '=', expected: ',' or 'end of string'
            s in a | unable to parse requirement: found 'a' expected: '('
            s in ( | unable to parse requirement: found '', expected: ',', ')' or identifier
            =a | found '=', expected: !, identifier, or 'end of string'
            a b | unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt
            , | found ',', expected: !, identifier, or 'end of string'
            ! | unable to parse requirement: found '', expected: identifier
            s,,even | found ',', expected: identifier after ','
            s>x | unable to parse requirement: values[0]: Invalid value: "x": for 'Gt', 'Lt' operators, the value must be an integer
            s=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx | unable to parse requirement: values[0][s]: Invalid value: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx": must be no more than 63 bytes
            a/b/c=d | unable to parse requirement: <nil>: Invalid value: "a/b/c": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')
            """)
    void a_malformed_label_selector_is_refused_in_upstream_words(String text, String message) {
        assertThat(LabelSelector.parse(text)).isEqualTo(new SelectorText.Malformed<>(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            null | tier=x | false
            {} | '' | true
            {"matchLabels":{"tier":"2","app":"web"}} | app=web,tier=2 | true
            {"matchExpressions":[{"key":"app","operator":"In","values":["web","db"]},{"key":"x","operator":"DoesNotExist"}]} | app in (db,web),!x | true
            {"matchExpressions":[{"key":"app","operator":"NotIn","values":["web"]},{"key":"app","operator":"Exists"}]} | app notin (web),app | false
            """)
    void a_selector_object_is_read_and_written_as_a_query(
            String object, String text, boolean matches) throws IOException {
        LabelSelector selector = LabelSelector.ofObject(Json.mapper().readTree(object));

        assertThat(selector.matches(LABELS)).isEqualTo(matches);
        assertThat(selector).hasToString(object.equals("null") ? "" : text);
    }

    @Test
    void an_unknown_operator_is_named() throws IOException {
        var object = Json.mapper().readTree("{\"matchExpressions\":[{\"operator\":\"Bad\"}]}");

        assertThatThrownBy(() -> LabelSelector.ofObject(object))
                .hasMessage("\"Bad\" is not a valid label selector operator");
    }

    @Test
    void an_object_without_labels_matches_what_asks_for_none() {
        assertThat(valid("!a").matches(MissingNode.getInstance())).isTrue();
        assertThat(valid("a").matches(MissingNode.getInstance())).isFalse();
        assertThat(LabelSelector.NOTHING.matches(MissingNode.getInstance())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            metadata.name=x | true
            metadata.name==x,spec.nodeName= | true
            metadata.name!=x | false
            metadata.name=x\\,y | false
            spec.other!=x | true
            """)
    void fields_are_selected(String text, boolean matches) {
        var selector = ((SelectorText.Valid<FieldSelector>) FieldSelector.parse(text)).selector();

        assertThat(selector.matches(field -> field.equals("metadata.name") ? "x" : ""))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            metadata.name | invalid selector: 'metadata.name'; can't understand 'metadata.name'
            metadata.name in (a) | invalid selector: 'metadata.name in (a)'; can't understand 'metadata.name in (a)'
            a=b\\c | invalid field selector: invalid escape sequence: \\c
            """)
    void a_malformed_field_selector_is_refused_in_upstream_words(String text, String message) {
        assertThat(FieldSelector.parse(text)).isEqualTo(new SelectorText.Malformed<>(message));
    }

    private static LabelSelector valid(String text) {
        return ((SelectorText.Valid<LabelSelector>) LabelSelector.parse(text)).selector();
    }
}
