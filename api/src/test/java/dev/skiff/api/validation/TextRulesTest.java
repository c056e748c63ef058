package dev.skiff.api.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.codec.GoText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "a-b", "0", "a.b-c.9"})
    void dns_subdomains_pass(String name) {
        assertThat(NameRule.DNS_SUBDOMAIN.check(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "-a", "a-", "a..b", ".a", "a.", "a_b", "..", "a/b"})
    void other_names_are_no_subdomains(String name) {
        assertThat(NameRule.DNS_SUBDOMAIN.check(name))
                .singleElement()
                .asString()
                .startsWith("a lowercase RFC 1123 subdomain must consist of");
    }

    @Test
    void too_long_names_are_said_to_be_too_long() {
        assertThat(NameRule.DNS_SUBDOMAIN.check("a".repeat(254)))
                .containsExactly("must be no more than 253 characters");
        assertThat(NameRule.DNS_LABEL.check("a".repeat(64)))
                .containsExactly("must be no more than 63 characters");
        assertThat(TextRules.labelValue("a".repeat(64)))
                .containsExactly("must be no more than 63 bytes");
    }

    @Test
    void a_label_that_would_be_a_subdomain_only_has_dots_too_many() {
        assertThat(NameRule.DNS_LABEL.check("a.b")).containsExactly("must not contain dots");
    }

    @Test
    void a_name_prefix_may_end_with_a_dash() {
        assertThat(NameRule.DNS_LABEL.checkPrefix("web-")).isEmpty();
        assertThat(NameRule.DNS_LABEL.checkPrefix("-web-")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A_b.c-9", "example.com/name", "kubernetes.io/x"})
    void qualified_names_pass(String key) {
        assertThat(TextRules.qualifiedName(key)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "/a", "UP/a", "a/", "a/b/c", "_a"})
    void other_keys_are_not_qualified_names(String key) {
        assertThat(TextRules.qualifiedName(key)).isNotEmpty();
    }

    @Test
    void quoted_texts_are_go_literals() {
        assertThat(GoText.quote("a\"b\\\n\u0001é\u200b"))
                .isEqualTo("\"a\\\"b\\\\\\n\\x01é\\u200b\"");
    }

    @Test
    void paths_name_fields_elements_and_keys() {
        FieldPath containers = FieldPath.of("spec").child("containers").index(0);
        assertThat(containers.child("name").text()).isEqualTo("spec.containers[0].name");
        assertThat(FieldPath.of("data").key("a/b").text()).isEqualTo("data[a/b]");
        assertThat(FieldPath.ROOT.key("").text()).isEqualTo("[]");
    }

    @Test
    void nothing_is_called_what_no_request_could_ask_for() {
        assertThat(TextRules.pathSegment("a\0b", false)).containsExactly("may not contain '\\x00'");
        assertThat(TextRules.pathSegment(" ", false)).isEmpty();
    }
}
