package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.JsonSyntax;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.table.SecretPrinter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Secrets, whose types say which keys they must have.
final class SecretStrategy extends KindStrategy {
    static final int MAX_BYTES = 1024 * 1024;
    private static final FieldPath DATA = FieldPath.of("data");
    private static final String ACCOUNT_ANNOTATION = "kubernetes.io/service-account.name";

    SecretStrategy() {
        super(Kinds.SECRET, NameRule.DNS_SUBDOMAIN, new SecretPrinter());
    }

    @Override
    public void applyDefaults(ObjectNode secret) {
        Fields.defaultText(secret, "type", "Opaque");
        JsonNode texts = Fields.at(secret, "stringData");
        for (Map.Entry<String, JsonNode> text : Fields.entries(texts)) {
            byte[] bytes = text.getValue().asText("").getBytes(StandardCharsets.UTF_8);
            Fields.child(secret, "data")
                    .put(text.getKey(), Base64.getEncoder().encodeToString(bytes));
        }
        secret.remove("stringData");
    }

    @Override
    public Map<String, String> selectableFields(ObjectNode secret) {
        return Map.of("type", Fields.text(secret, "type"));
    }

    @Override
    public List<String> warnings(ObjectNode secret) {
        if (!Fields.text(secret, "type").equals("kubernetes.io/tls")) {
            return List.of();
        }
        JsonNode data = Fields.at(secret, "data");
        if (!isPem(data, "tls.crt")) {
            return List.of("tls: failed to find any PEM data in certificate input");
        }
        return isPem(data, "tls.key")
                ? List.of()
                : List.of("tls: failed to find any PEM data in key input");
    }

    @Override
    public List<String> warnings(ObjectNode updated, ObjectNode stored) {
        return warnings(updated);
    }

    private static boolean isPem(JsonNode data, String key) {
        return decoded(data, key)
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .filter(text -> text.contains("-----BEGIN "))
                .isPresent();
    }

    private static Optional<byte[]> decoded(JsonNode data, String key) {
        return Optional.of(Fields.at(data, key))
                .filter(JsonNode::isTextual)
                .map(text -> Base64.getDecoder().decode(text.textValue()));
    }

    @Override
    void check(ObjectNode secret, List<FieldError> errors) {
        super.check(secret, errors);
        JsonNode data = Fields.at(secret, "data");
        long size = 0;
        for (Map.Entry<String, JsonNode> entry : Fields.entries(data)) {
            String key = entry.getKey();
            FieldChecks.invalid(DATA.key(key), key, TextRules.configKey(key), errors);
            size += Base64Size.of(entry.getValue().asText(""));
        }
        if (size > MAX_BYTES) {
            errors.add(FieldError.tooLong(DATA, MAX_BYTES));
        }
        byType(secret, data, errors);
    }

    private static void byType(ObjectNode secret, JsonNode data, List<FieldError> errors) {
        switch (Fields.text(secret, "type")) {
            case "kubernetes.io/service-account-token" -> {
                if (Fields.text(secret, "metadata", "annotations", ACCOUNT_ANNOTATION).isEmpty()) {
                    FieldPath annotations = FieldPath.of("metadata", "annotations");
                    errors.add(FieldError.required(annotations.key(ACCOUNT_ANNOTATION), ""));
                }
            }
            case "kubernetes.io/dockercfg" -> json(data, ".dockercfg", errors);
            case "kubernetes.io/dockerconfigjson" -> json(data, ".dockerconfigjson", errors);
            case "kubernetes.io/basic-auth" -> {
                if (!data.has("username") && !data.has("password")) {
                    required(data, "username", errors);
                    required(data, "password", errors);
                }
            }
            case "kubernetes.io/ssh-auth" -> {
                if (Fields.text(data, "ssh-privatekey").isEmpty()) {
                    errors.add(FieldError.required(DATA.key("ssh-privatekey"), ""));
                }
            }
            case "kubernetes.io/tls" -> {
                required(data, "tls.crt", errors);
                required(data, "tls.key", errors);
            }
            default -> {}
        }
    }

    private static void required(JsonNode data, String key, List<FieldError> errors) {
        if (!data.has(key)) {
            errors.add(FieldError.required(DATA.key(key), ""));
        }
    }

    /// An object in JSON.
    private static void json(JsonNode data, String key, List<FieldError> errors) {
        Optional<byte[]> bytes = decoded(data, key);
        if (bytes.isEmpty()) {
            errors.add(FieldError.required(DATA.key(key), ""));
            return;
        }
        Optional<String> problem = JsonSyntax.problem(bytes.get());
        if (problem.isEmpty()) {
            problem = notAnObject(new String(bytes.get(), StandardCharsets.UTF_8).strip());
        }
        problem.ifPresent(
                what ->
                        errors.add(
                                FieldError.invalid(
                                        DATA.key(key), "<secret contents redacted>", what)));
    }

    private static Optional<String> notAnObject(String json) {
        String what =
                switch (json.charAt(0)) {
                    case '{', 'n' -> "";
                    case '[' -> "array";
                    case '"' -> "string";
                    case 't', 'f' -> "bool";
                    default -> "number";
                };
        return what.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "json: cannot unmarshal %s into Go value of type map[string]interface {}"
                                .formatted(what));
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        FieldChecks.immutable(
                Fields.at(updated, "type"),
                Fields.at(stored, "type"),
                FieldPath.of("type"),
                errors);
        FrozenData.check(updated, stored, List.of("data"), errors);
        check(updated, errors);
    }
}
