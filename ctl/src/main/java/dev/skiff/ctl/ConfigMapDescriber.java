package dev.skiff.ctl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;

/// A ConfigMap with its files.
final class ConfigMapDescriber implements Describer {
    @Override
    public void describe(ObjectNode map, TabText text, Session session) {
        Describer.head(map, text);
        Describer.labelsAndAnnotations(map, text);
        text.line(0, "");
        text.line(0, "Data");
        text.line(0, "====");
        Describer.sorted(map.path("data"))
                .forEach(
                        (key, value) -> {
                            text.line(0, key + ":");
                            text.line(0, "----");
                            for (String line : value.split("\n", -1)) {
                                text.line(0, line);
                            }
                            text.line(0, "");
                        });
        text.line(0, "");
        text.line(0, "BinaryData");
        text.line(0, "====");
        Describer.sorted(map.path("binaryData"))
                .forEach(
                        (key, value) ->
                                text.line(
                                        0,
                                        key
                                                + ": "
                                                + Base64.getDecoder().decode(value).length
                                                + " bytes"));
        text.line(0, "");
    }
}
