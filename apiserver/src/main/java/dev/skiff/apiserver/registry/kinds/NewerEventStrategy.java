package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.KindView;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import dev.skiff.apiserver.table.EventPrinter;
import dev.skiff.apiserver.table.ViewPrinter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Events as `events.k8s.io` has them: another view of those of the core group, with stricter rules
/// whose messages name the core group's fields.
final class NewerEventStrategy extends KindStrategy {
    private static final List<String> TYPES = List.of("Normal", "Warning");
    private static final List<String> UNSET = List.of("firstTimestamp", "lastTimestamp", "count");

    NewerEventStrategy() {
        super(
                Kinds.EVENTS_EVENT,
                NameRule.DNS_SUBDOMAIN,
                new ViewPrinter(new EventPrinter(), EventForms::toCore));
    }

    @Override
    public Optional<KindView> view() {
        return Optional.of(new KindView(Kinds.EVENT, EventForms::toNewer, EventForms::toCore));
    }

    @Override
    public boolean allowsCreateOnUpdate() {
        return true;
    }

    @Override
    public Map<String, String> selectableFields(ObjectNode event) {
        JsonNode regarding = Fields.at(event, "regarding");
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : EventStrategy.OBJECT_FIELDS) {
            fields.put("regarding." + field, Fields.text(regarding, field));
        }
        for (String field : List.of("reason", "reportingController", "type")) {
            fields.put(field, Fields.text(event, field));
        }
        return fields;
    }

    @Override
    void check(ObjectNode newer, List<FieldError> errors) {
        ObjectNode event = EventForms.toCore(newer);
        EventStrategy.legacy(event, "reportingController", errors);
        super.check(newer, errors);
        series(Fields.at(event, "series"), errors);
        if (!Fields.has(event, "eventTime")) {
            errors.add(FieldError.required(FieldPath.of("eventTime"), ""));
        }
        String type = Fields.text(event, "type");
        if (!TYPES.contains(type)) {
            errors.add(FieldError.invalid(FieldPath.of("type"), "", "has invalid value: " + type));
        }
        for (String field : UNSET) {
            if (Fields.has(event, field)) {
                errors.add(needsToBeUnset(field));
            }
        }
        JsonNode source = Fields.at(event, "source");
        boolean hasSource =
                !Fields.text(source, "component").isEmpty()
                        || !Fields.text(source, "host").isEmpty();
        if (hasSource) {
            errors.add(needsToBeUnset("source"));
        }
    }

    private static FieldError needsToBeUnset(String field) {
        return FieldError.invalid(FieldPath.of(field), "", "needs to be unset");
    }

    private static void series(JsonNode series, List<FieldError> errors) {
        if (!series.isObject()) {
            return;
        }
        if (Fields.number(series, "count") < 2) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of("series", "count"), "", "should be at least 2"));
        }
        if (!Fields.has(series, "lastObservedTime")) {
            errors.add(FieldError.required(FieldPath.of("series", "lastObservedTime"), ""));
        }
    }

    /// Nothing changes but the series.
    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        ObjectNode now = EventForms.toCore(updated);
        ObjectNode before = EventForms.toCore(stored);
        EventStrategy.legacy(now, "reportingController", errors);
        MetadataRules.change(updated, stored, errors);
        if (!Fields.at(now, "series").equals(Fields.at(before, "series"))) {
            series(Fields.at(now, "series"), errors);
        }
        reference(now, before, "involvedObject", errors);
        same(now, before, List.of("reason", "message"), errors);
        if (!Fields.at(now, "source").equals(Fields.at(before, "source"))) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of("source"),
                            InternalForm.of("EventSource", Fields.at(now, "source")),
                            FieldChecks.IMMUTABLE));
        }
        same(now, before, List.of("firstTimestamp", "lastTimestamp"), errors);
        if (Fields.number(now, "count") != Fields.number(before, "count")) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of("count"),
                            Fields.number(now, "count"),
                            FieldChecks.IMMUTABLE));
        }
        same(now, before, List.of("reason", "type", "eventTime", "action"), errors);
        reference(now, before, "related", errors);
        controller(now, before, errors);
        same(now, before, List.of("reportingInstance"), errors);
    }

    private static void reference(
            ObjectNode now, ObjectNode before, String field, List<FieldError> errors) {
        if (!Fields.at(now, field).equals(Fields.at(before, field))) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of(field),
                            InternalForm.of("ObjectReference", Fields.at(now, field)),
                            FieldChecks.IMMUTABLE));
        }
    }

    private static void same(
            ObjectNode now, ObjectNode before, List<String> fields, List<FieldError> errors) {
        for (String field : fields) {
            if (!FieldChecks.same(Fields.at(now, field), Fields.at(before, field))) {
                JsonNode shown = now.has(field) ? now.get(field) : TextNode.valueOf("");
                errors.add(FieldError.invalid(FieldPath.of(field), shown, FieldChecks.IMMUTABLE));
            }
        }
    }

    private static void controller(ObjectNode now, ObjectNode before, List<FieldError> errors) {
        String controller = Fields.text(now, "reportingComponent");
        if (!controller.equals(Fields.text(before, "reportingComponent"))) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of("reportingController"),
                            controller,
                            FieldChecks.IMMUTABLE));
        }
    }
}
