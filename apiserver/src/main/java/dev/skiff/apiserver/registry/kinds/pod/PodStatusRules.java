package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.registry.rules.AddressRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import dev.skiff.apiserver.registry.rules.IpAddress;
import java.util.ArrayList;
import java.util.List;

/// What a node may report of a pod.
public final class PodStatusRules {
    private static final FieldPath STATUS = FieldPath.of("status");
    private static final List<String> SYSTEM_CONDITIONS =
            List.of("PodScheduled", "Ready", "Initialized");

    private PodStatusRules() {}

    public static void check(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        JsonNode now = Fields.at(updated, "status");
        JsonNode before = Fields.at(stored, "status");
        MetadataRules.change(updated, stored, errors);
        PodAnnotationRules.unchanged(updated, stored, errors);
        conditions(Fields.at(now, "conditions"), errors);
        String nominated = Fields.text(now, "nominatedNodeName");
        if (!nominated.isEmpty() && !nominated.equals(Fields.text(before, "nominatedNodeName"))) {
            FieldChecks.invalid(
                    STATUS.child("nominatedNodeName"),
                    nominated,
                    NameRule.DNS_SUBDOMAIN.check(nominated),
                    errors);
        }
        FieldChecks.immutable(
                Fields.at(now, "qosClass"),
                Fields.at(before, "qosClass"),
                STATUS.child("qosClass"),
                errors);
        JsonNode spec = Fields.at(stored, "spec");
        String policy = Fields.text(spec, "restartPolicy");
        Statuses.of(now, before, "containerStatuses").check(policy, List.of(), errors);
        Statuses.of(now, before, "initContainerStatuses").check(policy, sidecars(spec), errors);
        Statuses.of(now, before, "ephemeralContainerStatuses").check("Never", List.of(), errors);
        addresses(Fields.at(now, "podIPs"), "podIPs", errors);
        hostAddresses(now, errors);
    }

    private static void conditions(JsonNode conditions, List<FieldError> errors) {
        int i = 0;
        for (JsonNode condition : conditions) {
            FieldPath path = FieldPath.of("metadata", "conditions").index(i++).child("Type");
            String type = Fields.text(condition, "type");
            if (!SYSTEM_CONDITIONS.contains(type)) {
                LabelRules.key(type, path, errors);
            }
        }
    }

    private static List<String> sidecars(JsonNode spec) {
        List<String> names = new ArrayList<>(0);
        for (JsonNode container : Fields.at(spec, "initContainers")) {
            if (ContainerRules.isSidecar(container)) {
                names.add(Fields.text(container, "name"));
            }
        }
        return names;
    }

    /// The reports on the containers of one list. A container that ended for good does not run
    /// again.
    private record Statuses(JsonNode now, JsonNode before, FieldPath path) {
        static Statuses of(JsonNode now, JsonNode before, String list) {
            return new Statuses(Fields.at(now, list), Fields.at(before, list), STATUS.child(list));
        }

        void check(String restartPolicy, List<String> exempt, List<FieldError> errors) {
            if (restartPolicy.equals("Always")) {
                return;
            }
            int i = 0;
            for (JsonNode old : before) {
                FieldPath statePath = path.index(i++).child("state");
                String name = Fields.text(old, "name");
                if (hasEndedForGood(old, restartPolicy) && !exempt.contains(name)) {
                    staysEnded(name, statePath, errors);
                }
            }
        }

        private static boolean hasEndedForGood(JsonNode status, String restartPolicy) {
            JsonNode terminated = Fields.at(status, "state", "terminated");
            boolean mayRestart =
                    restartPolicy.equals("OnFailure") && Fields.number(terminated, "exitCode") != 0;
            return terminated.isObject() && !mayRestart;
        }

        private void staysEnded(String name, FieldPath statePath, List<FieldError> errors) {
            for (JsonNode status : now) {
                boolean isEnded = Fields.at(status, "state", "terminated").isObject();
                if (Fields.text(status, "name").equals(name) && !isEnded) {
                    errors.add(
                            FieldError.forbidden(
                                    statePath, "may not be transitioned to non-terminated state"));
                }
            }
        }
    }

    private static void hostAddresses(JsonNode status, List<FieldError> errors) {
        JsonNode addresses = Fields.at(status, "hostIPs");
        if (addresses.isEmpty()) {
            return;
        }
        String first = Fields.text(addresses.get(0), "ip");
        if (!first.equals(Fields.text(status, "hostIP"))) {
            errors.add(
                    FieldError.invalid(
                            STATUS.child("hostIPs").index(0).child("ip"),
                            first,
                            "must be equal to `hostIP`"));
        }
        addresses(addresses, "hostIPs", errors);
    }

    private static void addresses(JsonNode addresses, String field, List<FieldError> errors) {
        FieldPath path = STATUS.child(field);
        List<String> texts = new ArrayList<>(addresses.size());
        int i = 0;
        for (JsonNode address : addresses) {
            texts.add(Fields.text(address, "ip"));
            AddressRules.address(texts.getLast(), path.index(i++), errors);
        }
        if (texts.size() <= 1) {
            return;
        }
        boolean hasV4 =
                texts.stream().flatMap(t -> IpAddress.parse(t).stream()).anyMatch(IpAddress::isV4);
        boolean hasV6 =
                texts.stream().flatMap(t -> IpAddress.parse(t).stream()).anyMatch(IpAddress::isV6);
        if (!(hasV4 && hasV6) || texts.size() > 2) {
            errors.add(
                    FieldError.invalid(
                            path, addresses, "may specify no more than one IP for each IP family"));
        }
        for (int j = 1; j < texts.size(); j++) {
            if (texts.subList(0, j).contains(texts.get(j))) {
                errors.add(
                        FieldError.duplicate(
                                path.index(j), InternalForm.of("PodIP", addresses.get(j))));
            }
        }
    }
}
