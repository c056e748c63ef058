package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.admission.SystemPriority;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.table.PriorityClassPrinter;
import java.util.List;
import java.util.Optional;

/// PriorityClasses. Neither value nor policy changes, so no pod's priority goes stale; the
/// generation stays at 1 whatever else does.
final class PriorityClassStrategy extends KindStrategy {
    private static final FieldPath VALUE = FieldPath.of("value");
    private static final FieldPath POLICY = FieldPath.of("preemptionPolicy");
    private static final List<String> POLICIES = List.of("PreemptLowerPriority", "Never");

    PriorityClassStrategy() {
        super(Kinds.PRIORITY_CLASS, NameRule.DNS_SUBDOMAIN, new PriorityClassPrinter());
    }

    @Override
    public void applyDefaults(ObjectNode priorityClass) {
        if (!Fields.has(priorityClass, "preemptionPolicy")) {
            priorityClass.put("preemptionPolicy", POLICIES.getFirst());
        }
    }

    @Override
    public void prepareForCreate(ObjectNode priorityClass) {
        Fields.child(priorityClass, "metadata").put("generation", 1);
    }

    @Override
    void check(ObjectNode priorityClass, List<FieldError> errors) {
        super.check(priorityClass, errors);
        String name = Fields.text(priorityClass, "metadata", "name");
        long value = Fields.number(priorityClass, "value");
        if (name.startsWith(SystemPriority.PREFIX)) {
            systemProblem(name, priorityClass).ifPresent(problem -> errors.add(reserved(problem)));
        } else if (value > SystemPriority.HIGHEST_OF_USERS) {
            errors.add(
                    FieldError.forbidden(
                            VALUE,
                            "maximum allowed value of a user defined priority is "
                                    + SystemPriority.HIGHEST_OF_USERS));
        }
        FieldChecks.requiredOneOf(
                priorityClass, "preemptionPolicy", POLICIES, FieldPath.ROOT, errors);
    }

    private static FieldError reserved(String problem) {
        return FieldError.forbidden(
                FieldPath.of("metadata", "name"),
                "priority class names with '%s' prefix are reserved for system use only. error: %s"
                        .formatted(SystemPriority.PREFIX, problem));
    }

    private static Optional<String> systemProblem(String name, ObjectNode priorityClass) {
        Optional<SystemPriority> known = SystemPriority.named(name);
        if (known.isEmpty()) {
            return Optional.of(name + " is not a known system priority class");
        }
        int value = known.get().value();
        if (Fields.number(priorityClass, "value") != value) {
            return Optional.of("value of %s PriorityClass must be %d".formatted(name, value));
        }
        return Fields.isTrue(priorityClass, "globalDefault")
                ? Optional.of("globalDefault of %s PriorityClass must be false".formatted(name))
                : Optional.empty();
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.checkUpdate(updated, stored, errors);
        if (Fields.number(updated, "value") != Fields.number(stored, "value")) {
            errors.add(FieldError.forbidden(VALUE, "may not be changed in an update."));
        }
        FieldChecks.immutable(
                Fields.at(updated, "preemptionPolicy"),
                Fields.at(stored, "preemptionPolicy"),
                POLICY,
                errors);
    }
}
