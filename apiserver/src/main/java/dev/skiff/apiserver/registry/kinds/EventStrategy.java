package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.table.EventPrinter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Events, as the older of their two APIs has them.
final class EventStrategy extends KindStrategy {
    /// What selectors may ask of the object an event is about.
    static final List<String> OBJECT_FIELDS =
            List.of(
                    "kind",
                    "namespace",
                    "name",
                    "uid",
                    "apiVersion",
                    "resourceVersion",
                    "fieldPath");
    private static final int MAX_TEXT = 128;
    private static final int MAX_MESSAGE = 1024;

    EventStrategy() {
        super(Kinds.EVENT, NameRule.DNS_SUBDOMAIN, new EventPrinter());
    }

    @Override
    public boolean allowsCreateOnUpdate() {
        return true;
    }

    @Override
    public Map<String, String> selectableFields(ObjectNode event) {
        JsonNode involved = Fields.at(event, "involvedObject");
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : OBJECT_FIELDS) {
            fields.put("involvedObject." + field, Fields.text(involved, field));
        }
        fields.put("reason", Fields.text(event, "reason"));
        String controller = Fields.text(event, "reportingComponent");
        String source = Fields.text(event, "source", "component");
        fields.put("reportingComponent", controller);
        fields.put("source", source.isEmpty() ? controller : source);
        fields.put("type", Fields.text(event, "type"));
        return fields;
    }

    @Override
    void check(ObjectNode event, List<FieldError> errors) {
        legacy(event, "reportingComponent", errors);
    }

    /// What holds whichever API an event comes by.
    ///
    /// @param controller what that API calls the field for who reports
    static void legacy(ObjectNode event, String controller, List<FieldError> errors) {
        String namespace = Fields.text(event, "metadata", "namespace");
        if (Fields.has(event, "eventTime")) {
            timed(event, namespace, FieldPath.of(controller), errors);
        } else {
            String involved = Fields.text(event, "involvedObject", "namespace");
            boolean isOfCluster = involved.isEmpty() && List.of("", "default").contains(namespace);
            if (!isOfCluster && !namespace.equals(involved)) {
                mismatch(involved, errors);
            }
        }
        FieldChecks.invalid(
                FieldPath.of("namespace"), namespace, TextRules.subdomain(namespace), errors);
    }

    private static void mismatch(String involved, List<FieldError> errors) {
        errors.add(
                FieldError.invalid(
                        FieldPath.of("involvedObject", "namespace"),
                        involved,
                        "does not match event.namespace"));
    }

    /// An event with a time of its own comes from a client that knows the newer API.
    private static void timed(
            ObjectNode event, String namespace, FieldPath controllerPath, List<FieldError> errors) {
        String involved = Fields.text(event, "involvedObject", "namespace");
        if (involved.isEmpty() && !List.of("default", "kube-system").contains(namespace)) {
            mismatch(involved, errors);
        }
        String controller = Fields.text(event, "reportingComponent");
        if (controller.isEmpty()) {
            errors.add(FieldError.required(controllerPath, ""));
        }
        FieldChecks.invalid(
                controllerPath, controller, TextRules.qualifiedName(controller), errors);
        for (String field : List.of("reportingInstance", "action", "reason")) {
            String value = Fields.text(event, field);
            if (value.isEmpty()) {
                errors.add(FieldError.required(FieldPath.of(field), ""));
            }
            tooLong(field, value, MAX_TEXT, errors);
        }
        tooLong("message", Fields.text(event, "message"), MAX_MESSAGE, errors);
    }

    private static void tooLong(String field, String value, int max, List<FieldError> errors) {
        if (value.length() > max) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of(field),
                            "",
                            "can have at most %d characters".formatted(max)));
        }
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        check(updated, errors);
    }
}
