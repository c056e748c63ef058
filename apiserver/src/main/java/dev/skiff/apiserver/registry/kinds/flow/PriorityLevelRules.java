package dev.skiff.apiserver.registry.kinds.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.List;
import java.util.Optional;

/// How many requests a PriorityLevelConfiguration may let through at once, and what becomes of the
/// others.
public final class PriorityLevelRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final String EXEMPT = "exempt";
    private static final String LIMITED = "limited";
    private static final long MOST_QUEUES = 10_000_000;
    private static final long HASH_BITS = 60;
    private static final FieldChecks.Bounds PERCENT = new FieldChecks.Bounds(0, 100);

    private PriorityLevelRules() {}

    public static void applyDefaults(ObjectNode level) {
        ObjectNode spec = Fields.child(level, "spec");
        if (spec.get(EXEMPT) instanceof ObjectNode exempt) {
            Fields.defaultNumber(exempt, "nominalConcurrencyShares", 0);
            Fields.defaultNumber(exempt, "lendablePercent", 0);
        }
        if (spec.get(LIMITED) instanceof ObjectNode limited) {
            Fields.defaultNumber(limited, "nominalConcurrencyShares", 30);
            Fields.defaultNumber(limited, "lendablePercent", 0);
            if (Fields.at(limited, "limitResponse", "queuing") instanceof ObjectNode queuing) {
                defaultPositive(queuing, "handSize", 8);
                defaultPositive(queuing, "queues", 64);
                defaultPositive(queuing, "queueLengthLimit", 50);
            }
        }
    }

    private static void defaultPositive(ObjectNode node, String field, long value) {
        if (Fields.number(node, field) == 0) {
            node.put(field, value);
        }
    }

    public static void check(ObjectNode level, List<FieldError> errors) {
        JsonNode spec = Fields.at(level, "spec");
        String name = Fields.text(level, "metadata", "name");
        String type = Fields.text(spec, "type");
        if (name.equals(EXEMPT) != type.equals("Exempt")) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child("type"),
                            type,
                            "type must be 'Exempt' if and only if name is 'exempt'"));
        }
        switch (type) {
            case "Exempt" -> exempt(spec, errors);
            case "Limited" -> limited(spec, errors);
            default ->
                    FieldChecks.oneOf(
                            type, List.of("Exempt", "Limited"), SPEC.child("type"), errors);
        }
        StandardFlows.mandatory(Kinds.PRIORITY_LEVEL_CONFIGURATION, name)
                .ifPresent(fixed -> same(spec, fixed, name, errors));
    }

    private static void exempt(JsonNode spec, List<FieldError> errors) {
        if (Fields.has(spec, LIMITED)) {
            errors.add(
                    FieldError.forbidden(
                            SPEC.child(LIMITED), "must be nil if the type is not Limited"));
        }
        if (Fields.has(spec, EXEMPT)) {
            shares(spec.get(EXEMPT), SPEC.child(EXEMPT), errors);
            FieldChecks.inRange(
                    spec.get(EXEMPT), "lendablePercent", PERCENT, SPEC.child(EXEMPT), errors);
        }
    }

    private static void limited(JsonNode spec, List<FieldError> errors) {
        if (Fields.has(spec, EXEMPT)) {
            errors.add(
                    FieldError.forbidden(
                            SPEC.child(EXEMPT), "must be nil if the type is not Exempt"));
        }
        JsonNode limited = Fields.at(spec, LIMITED);
        FieldPath path = SPEC.child(LIMITED);
        if (limited.isMissingNode()) {
            errors.add(FieldError.required(path, "must not be empty when type is Limited"));
            return;
        }
        shares(limited, path, errors);
        response(Fields.at(limited, "limitResponse"), path.child("limitResponse"), errors);
        FieldChecks.inRange(limited, "lendablePercent", PERCENT, path, errors);
        long borrowed = Fields.number(limited, "borrowingLimitPercent");
        if (borrowed < 0) {
            errors.add(
                    FieldError.invalid(
                            path.child("borrowingLimitPercent"),
                            borrowed,
                            "if specified, must be a non-negative integer"));
        }
    }

    private static void shares(JsonNode node, FieldPath path, List<FieldError> errors) {
        long shares = Fields.number(node, "nominalConcurrencyShares");
        if (shares < 0) {
            errors.add(
                    FieldError.invalid(
                            path.child("nominalConcurrencyShares"),
                            shares,
                            "must be a non-negative integer"));
        }
    }

    private static void response(JsonNode response, FieldPath path, List<FieldError> errors) {
        JsonNode queuing = Fields.at(response, "queuing");
        FieldPath queuingPath = path.child("queuing");
        String type = Fields.text(response, "type");
        switch (type) {
            case "Reject" -> {
                if (!queuing.isMissingNode()) {
                    errors.add(
                            FieldError.forbidden(
                                    queuingPath,
                                    "must be nil if limited.limitResponse.type is not Limited"));
                }
            }
            case "Queue" -> {
                if (queuing.isMissingNode()) {
                    errors.add(
                            FieldError.required(
                                    queuingPath,
                                    "must not be empty if limited.limitResponse.type is Limited"));
                } else {
                    queuing(queuing, queuingPath, errors);
                }
            }
            default ->
                    FieldChecks.oneOf(type, List.of("Queue", "Reject"), path.child("type"), errors);
        }
    }

    private static void queuing(JsonNode queuing, FieldPath path, List<FieldError> errors) {
        positive(queuing, "queueLengthLimit", path, errors);
        positive(queuing, "queues", path, errors);
        long queues = Fields.number(queuing, "queues");
        if (queues > MOST_QUEUES) {
            errors.add(
                    FieldError.invalid(
                            path.child("queues"),
                            queues,
                            "must not be greater than " + MOST_QUEUES));
        }
        positive(queuing, "handSize", path, errors);
        long hand = Fields.number(queuing, "handSize");
        handProblem(queues, hand)
                .ifPresent(
                        wrong ->
                                errors.add(
                                        FieldError.invalid(path.child("handSize"), hand, wrong)));
    }

    private static Optional<String> handProblem(long queues, long hand) {
        if (hand <= 0) {
            return Optional.empty();
        }
        if (hand > queues) {
            return Optional.of("should not be greater than queues (%d)".formatted(queues));
        }
        double bits = Math.ceil(Math.log(queues) / Math.log(2) * hand);
        return bits > HASH_BITS
                ? Optional.of(
                        "required entropy bits of deckSize %d and handSize %d should not be greater than %d"
                                .formatted(queues, hand, HASH_BITS))
                : Optional.empty();
    }

    private static void positive(
            JsonNode node, String field, FieldPath path, List<FieldError> errors) {
        long value = Fields.number(node, field);
        if (value <= 0) {
            errors.add(FieldError.invalid(path.child(field), value, "must be positive"));
        }
    }

    /// What is exempt may be changed in how much it lends, what catches all in nothing.
    private static void same(JsonNode spec, JsonNode fixed, String name, List<FieldError> errors) {
        JsonNode shown = InternalForm.of("PriorityLevelConfigurationSpec", spec);
        ObjectNode now = shown.deepCopy();
        ObjectNode wanted = InternalForm.of("PriorityLevelConfigurationSpec", fixed).deepCopy();
        String but = "";
        if (name.equals(EXEMPT)) {
            now.remove("Exempt");
            wanted.remove("Exempt");
            but = " except the 'spec.exempt' field";
        }
        if (!InternalForm.areAlike(now, wanted)) {
            errors.add(
                    FieldError.invalid(
                            SPEC,
                            shown,
                            "spec of '%s'%s must equal the fixed value".formatted(name, but)));
        }
    }
}
