package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.table.ConfigMapPrinter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// ConfigMaps: a mebibyte of texts and bytes.
final class ConfigMapStrategy extends KindStrategy {
    ConfigMapStrategy() {
        super(Kinds.CONFIG_MAP, NameRule.DNS_SUBDOMAIN, new ConfigMapPrinter());
    }

    @Override
    void check(ObjectNode map, List<FieldError> errors) {
        super.check(map, errors);
        JsonNode binary = Fields.at(map, "binaryData");
        long size = 0;
        for (Map.Entry<String, JsonNode> entry : Fields.entries(Fields.at(map, "data"))) {
            String key = entry.getKey();
            FieldPath path = FieldPath.of("data").key(key);
            FieldChecks.invalid(path, key, TextRules.configKey(key), errors);
            if (binary.has(key)) {
                errors.add(FieldError.invalid(path, key, "duplicate of key present in binaryData"));
            }
            size += entry.getValue().asText("").getBytes(StandardCharsets.UTF_8).length;
        }
        for (Map.Entry<String, JsonNode> entry : Fields.entries(binary)) {
            String key = entry.getKey();
            FieldPath path = FieldPath.of("binaryData").key(key);
            FieldChecks.invalid(path, key, TextRules.configKey(key), errors);
            size += Base64Size.of(entry.getValue().asText(""));
        }
        if (size > SecretStrategy.MAX_BYTES) {
            errors.add(FieldError.tooLong(FieldPath.ROOT.key(""), SecretStrategy.MAX_BYTES));
        }
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        FrozenData.check(updated, stored, List.of("data", "binaryData"), errors);
        check(updated, errors);
    }
}
