package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.table.LeasePrinter;
import java.util.List;

/// Leases. Who renews one must say which version of it.
final class LeaseStrategy extends KindStrategy {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final List<String> COORDINATED = List.of("strategy", "preferredHolder");

    LeaseStrategy() {
        super(Kinds.LEASE, NameRule.DNS_SUBDOMAIN, new LeasePrinter());
    }

    @Override
    public boolean allowsUnconditionalUpdate() {
        return false;
    }

    @Override
    public boolean allowsCreateOnUpdate() {
        return true;
    }

    /// Coordinated election is not on, as upstream's is not by default.
    @Override
    public void prepareForCreate(ObjectNode lease) {
        if (lease.get("spec") instanceof ObjectNode spec) {
            spec.remove(COORDINATED);
        }
    }

    @Override
    public void prepareForUpdate(ObjectNode updated, ObjectNode stored) {
        prepareForCreate(updated);
    }

    @Override
    void check(ObjectNode lease, List<FieldError> errors) {
        super.check(lease, errors);
        spec(lease, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.checkUpdate(updated, stored, errors);
        spec(updated, errors);
    }

    private static void spec(ObjectNode lease, List<FieldError> errors) {
        JsonNode spec = Fields.at(lease, "spec");
        JsonNode duration = Fields.at(spec, "leaseDurationSeconds");
        if (duration.isNumber() && duration.asLong() <= 0) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child("leaseDurationSeconds"),
                            duration,
                            "must be greater than 0"));
        }
        JsonNode transitions = Fields.at(spec, "leaseTransitions");
        if (transitions.isNumber() && transitions.asLong() < 0) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child("leaseTransitions"),
                            transitions,
                            "must be greater than or equal to 0"));
        }
    }
}
