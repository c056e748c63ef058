package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.pod.ResourceRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.registry.rules.AddressRules;
import dev.skiff.apiserver.registry.rules.InternalForm;
import dev.skiff.apiserver.table.NodePrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Nodes.
final class NodeStrategy extends KindStrategy {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath STATUS = FieldPath.of("status");

    NodeStrategy() {
        super(Kinds.NODE, NameRule.DNS_SUBDOMAIN, new NodePrinter());
    }

    @Override
    public void applyDefaults(ObjectNode node) {
        if (node.get("status") instanceof ObjectNode status
                && !Fields.has(status, "allocatable")
                && Fields.has(status, "capacity")) {
            status.set("allocatable", status.get("capacity").deepCopy());
        }
        if (node.get("spec") instanceof ObjectNode spec) {
            podRanges(spec);
        }
    }

    /// The first range has a field of its own, from the time when there was one.
    private static void podRanges(ObjectNode spec) {
        String first = Fields.text(spec, "podCIDR");
        JsonNode all = Fields.at(spec, "podCIDRs");
        if (!first.isEmpty() && !first.equals(all.path(0).asText(""))) {
            ArrayNode ranges = spec.putArray("podCIDRs");
            ranges.add(first);
        } else if (first.isEmpty() && !all.isEmpty()) {
            spec.put("podCIDR", all.get(0).asText());
        }
    }

    @Override
    public boolean keepsStatusOnCreate() {
        return true;
    }

    @Override
    public Map<String, String> selectableFields(ObjectNode node) {
        boolean isCordoned = Fields.isTrue(Fields.at(node, "spec"), "unschedulable");
        return Map.of("spec.unschedulable", Boolean.toString(isCordoned));
    }

    @Override
    public List<String> warnings(ObjectNode node) {
        List<String> warnings = new ArrayList<>(0);
        JsonNode spec = Fields.at(node, "spec");
        if (Fields.has(spec, "configSource")) {
            warnings.add("spec.configSource: the feature is removed");
        }
        if (!Fields.text(spec, "externalID").isEmpty()) {
            warnings.add("spec.externalID: this field is deprecated, and is unused by Kubernetes");
        }
        return warnings;
    }

    @Override
    public List<String> warnings(ObjectNode updated, ObjectNode stored) {
        return warnings(updated);
    }

    @Override
    void check(ObjectNode node, List<FieldError> errors) {
        super.check(node, errors);
        TaintRules.check(Fields.at(node, "spec", "taints"), errors);
        resources(node, errors);
        ranges(Fields.at(node, "spec", "podCIDRs"), errors);
    }

    private static void resources(ObjectNode node, List<FieldError> errors) {
        for (String list : List.of("capacity", "allocatable")) {
            JsonNode amounts = Fields.at(node, "status", list);
            for (Map.Entry<String, JsonNode> amount : Fields.entries(amounts)) {
                ResourceRules.amount(
                        amount.getKey(),
                        Quantity.of(amount.getValue().asText()),
                        STATUS.child(list).child(amount.getKey()),
                        errors);
            }
        }
    }

    private static void ranges(JsonNode ranges, List<FieldError> errors) {
        FieldPath path = SPEC.child("podCIDRs");
        List<String> texts = Fields.texts(ranges);
        for (int i = 0; i < texts.size(); i++) {
            AddressRules.range(texts.get(i), path.index(i), errors);
        }
        if (texts.size() <= 1) {
            return;
        }
        long v6 = texts.stream().filter(text -> text.indexOf(':') >= 0).count();
        if (texts.size() > 2 || v6 != 1) {
            errors.add(
                    FieldError.invalid(
                            path, ranges, "may specify no more than one CIDR for each IP family"));
        }
        for (int i = 1; i < texts.size(); i++) {
            if (texts.subList(0, i).contains(texts.get(i))) {
                errors.add(FieldError.duplicate(path.index(i), texts.get(i)));
            }
        }
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        check(updated, errors);
        checkStatus(updated, stored, errors);
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        resources(updated, errors);
        addresses(Fields.at(updated, "status", "addresses"), errors);
        JsonNode now = Fields.at(updated, "spec");
        JsonNode before = Fields.at(stored, "spec");
        unchangedRanges(Fields.at(now, "podCIDRs"), Fields.at(before, "podCIDRs"), errors);
        String provider = Fields.text(before, "providerID");
        if (!provider.isEmpty() && !provider.equals(Fields.text(now, "providerID"))) {
            errors.add(
                    FieldError.forbidden(
                            SPEC.child("providerID"),
                            "node updates may not change providerID except from \"\" to valid"));
        }
        TaintRules.check(Fields.at(now, "taints"), errors);
        if (!Fields.text(now, "externalID").equals(Fields.text(before, "externalID"))) {
            errors.add(FieldError.forbidden(SPEC.child("externalID"), "may not be updated"));
        }
    }

    private static void addresses(JsonNode addresses, List<FieldError> errors) {
        FieldPath path = STATUS.child("addresses");
        for (int i = 1; i < addresses.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (addresses.get(j).equals(addresses.get(i))) {
                    errors.add(
                            FieldError.duplicate(
                                    path.index(i),
                                    InternalForm.of("NodeAddress", addresses.get(i))));
                    break;
                }
            }
        }
    }

    private static void unchangedRanges(JsonNode now, JsonNode before, List<FieldError> errors) {
        if (!before.isEmpty() && !before.equals(now)) {
            errors.add(
                    FieldError.forbidden(
                            SPEC.child("podCIDRs"),
                            "node updates may not change podCIDR except from \"\" to valid"));
        }
    }
}
