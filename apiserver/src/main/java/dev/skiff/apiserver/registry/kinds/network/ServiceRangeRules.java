package dev.skiff.apiserver.registry.kinds.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.AddressRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import dev.skiff.apiserver.registry.rules.IpRange;
import java.util.List;
import java.util.Optional;

/// Which ranges a ServiceCIDR may have: one, or one of each family.
public final class ServiceRangeRules {
    private static final FieldPath RANGES = FieldPath.of("spec", "cidrs");
    private static final int MOST = 2;

    private ServiceRangeRules() {}

    public static void ofNew(ObjectNode object, List<FieldError> errors) {
        JsonNode spec = Fields.at(object, "spec");
        List<String> ranges = Fields.texts(Fields.at(spec, "cidrs"));
        if (ranges.isEmpty()) {
            errors.add(FieldError.required(RANGES, "at least one CIDR required"));
        } else if (ranges.size() > MOST) {
            errors.add(whole(spec, "may only hold up to 2 values"));
        } else if (ranges.size() == MOST && !areOfBothFamilies(ranges)) {
            errors.add(
                    whole(
                            spec,
                            "may specify no more than one IP for each IP family, i.e 192.168.0.0/24"
                                    + " and 2001:db8::/64"));
        } else {
            for (int i = 0; i < ranges.size(); i++) {
                FieldChecks.invalid(
                        RANGES.index(i),
                        ranges.get(i),
                        AddressRules.canonicalRange(ranges.get(i)),
                        errors);
            }
        }
    }

    private static FieldError whole(JsonNode spec, String why) {
        return FieldError.invalid(RANGES, InternalForm.of("ServiceCIDRSpec", spec), why);
    }

    private static boolean areOfBothFamilies(List<String> ranges) {
        List<Boolean> families =
                ranges.stream()
                        .map(IpRange::parse)
                        .flatMap(Optional::stream)
                        .map(IpRange::isV4)
                        .toList();
        return families.size() == MOST && !families.getFirst().equals(families.getLast());
    }

    /// Nothing changes, but that a second family may be added.
    public static void ofChange(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        JsonNode list = Fields.at(updated, "spec", "cidrs");
        List<String> now = Fields.texts(list);
        List<String> before = Fields.texts(Fields.at(stored, "spec", "cidrs"));
        boolean isExtended = before.size() == 1 && now.size() == MOST;
        if (now.size() != before.size() && !isExtended) {
            JsonNode shown = now.isEmpty() ? NullNode.getInstance() : list;
            errors.add(FieldError.invalid(RANGES, shown, FieldChecks.IMMUTABLE));
            return;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!now.get(i).equals(before.get(i))) {
                errors.add(FieldError.invalid(RANGES.index(i), now.get(i), FieldChecks.IMMUTABLE));
            }
        }
        if (isExtended) {
            ofNew(updated, errors);
        }
    }
}
