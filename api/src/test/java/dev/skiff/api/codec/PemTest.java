package dev.skiff.api.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void a_key_survives_the_round_trip(String algorithm) throws Exception {
        PrivateKey key = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();

        assertThat(Pem.privateKey(Pem.encode(key))).isEqualTo(key);
    }

    @Test
    void blocks_of_other_labels_are_passed_over() {
        String text =
                Pem.block("A", bytes("one"))
                        + "noise\n"
                        + Pem.block("B", bytes("two"))
                        + Pem.block("A", bytes("three"));

        assertThat(Pem.bodies(text, "A")).containsExactly(bytes("one"), bytes("three"));
    }

    @ParameterizedTest
    @CsvSource({
        "nothing here, no CERTIFICATE in the PEM text",
        "-----BEGIN CERTIFICATE-----, a CERTIFICATE without its END line in the PEM text",
        "-----BEGIN CERTIFICATE-----A-----END CERTIFICATE-----, a CERTIFICATE is not base64",
        "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----, malformed certificate",
    })
    void what_is_wrong_is_said(String text, String message) {
        assertThatThrownBy(() -> Pem.certificates(text))
                .isInstanceOf(PemException.class)
                .hasMessageStartingWith(message);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
