package dev.skiff.ctl;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// A namespace. Quotas and limit ranges, which kubectl shows too, are not served.
final class NamespaceDescriber implements Describer {
    @Override
    public void describe(ObjectNode namespace, TabText text, Session session) {
        Describer.head(namespace, text);
        Describer.labelsAndAnnotations(namespace, text);
        text.line(0, "Status:", namespace.path("status").path("phase").asText());
    }
}
