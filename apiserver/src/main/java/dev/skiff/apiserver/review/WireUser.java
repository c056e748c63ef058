package dev.skiff.apiserver.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.Fields;
import dev.skiff.api.request.UserInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Users as objects tell them.
final class WireUser {
    private WireUser() {}

    static ObjectNode of(UserInfo user) {
        ObjectNode told = Json.object();
        if (!user.extra().isEmpty()) {
            ObjectNode extra = told.putObject("extra");
            user.extra().forEach((key, values) -> putTexts(extra, key, values));
        }
        if (!user.groups().isEmpty()) {
            putTexts(told, "groups", user.groups());
        }
        if (!user.uid().isEmpty()) {
            told.put("uid", user.uid());
        }
        if (!user.name().isEmpty()) {
            told.put("username", user.name());
        }
        return told;
    }

    /// Whom the spec of an access review is about.
    static UserInfo read(JsonNode spec) {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : Fields.entries(Fields.at(spec, "extra"))) {
            extra.put(entry.getKey(), Fields.texts(entry.getValue()));
        }
        return new UserInfo(
                Fields.text(spec, "user"),
                Fields.text(spec, "uid"),
                Fields.texts(Fields.at(spec, "groups")),
                extra);
    }

    static void putTexts(ObjectNode node, String field, List<String> texts) {
        var list = node.putArray(field);
        texts.forEach(list::add);
    }
}
