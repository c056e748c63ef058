package dev.skiff.ctl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;

/// A Secret: what it holds and how much, but not the values.
final class SecretDescriber implements Describer {
    @Override
    public void describe(ObjectNode secret, TabText text, Session session) {
        Describer.head(secret, text);
        Describer.labelsAndAnnotations(secret, text);
        text.line(0, "");
        text.line(0, "Type:", secret.path("type").asText());
        text.line(0, "");
        text.line(0, "Data");
        text.line(0, "====");
        Describer.sorted(secret.path("data"))
                .forEach(
                        (key, value) ->
                                text.line(
                                        0,
                                        key + ":",
                                        Base64.getDecoder().decode(value).length + " bytes"));
    }
}
