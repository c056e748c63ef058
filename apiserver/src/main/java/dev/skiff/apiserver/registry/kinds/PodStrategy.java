package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.apply.FieldSet;
import dev.skiff.apiserver.registry.PartRules;
import dev.skiff.apiserver.registry.kinds.pod.EphemeralPart;
import dev.skiff.apiserver.registry.kinds.pod.PodChangeRules;
import dev.skiff.apiserver.registry.kinds.pod.PodDefaults;
import dev.skiff.apiserver.registry.kinds.pod.PodPreparation;
import dev.skiff.apiserver.registry.kinds.pod.PodRules;
import dev.skiff.apiserver.registry.kinds.pod.PodStatusRules;
import dev.skiff.apiserver.registry.kinds.pod.PodWarnings;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import dev.skiff.apiserver.registry.kinds.pod.ResizePart;
import dev.skiff.apiserver.table.PodPrinter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Pods.
final class PodStrategy extends KindStrategy {
    private final Privileged privileged;

    PodStrategy(Privileged privileged) {
        super(Kinds.POD, NameRule.DNS_SUBDOMAIN, new PodPrinter());
        this.privileged = privileged;
    }

    @Override
    public void applyDefaults(ObjectNode pod) {
        PodDefaults.ofPod(pod);
    }

    @Override
    public boolean answersDeletedObject() {
        return true;
    }

    @Override
    public void prepareForCreate(ObjectNode pod) {
        PodPreparation.create(pod);
    }

    @Override
    public void prepareForStatusUpdate(ObjectNode updated, ObjectNode stored) {
        PodPreparation.status(updated, stored);
    }

    @Override
    public FieldSet fieldsBeyondStatus() {
        return FieldSet.ofFields(
                List.of("metadata", "deletionTimestamp"), List.of("metadata", "ownerReferences"));
    }

    @Override
    public Optional<PartRules> part(String subresource) {
        return switch (subresource) {
            case "ephemeralcontainers" -> Optional.of(new EphemeralPart(privileged));
            case "resize" -> Optional.of(new ResizePart(privileged));
            default -> Optional.empty();
        };
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    /// Only what has a node can take its time to end.
    @Override
    public OptionalLong deletionGraceSeconds(ObjectNode pod, OptionalLong requested) {
        JsonNode spec = Fields.at(pod, "spec");
        String phase = Fields.text(pod, "status", "phase");
        boolean isOver = phase.equals("Failed") || phase.equals("Succeeded");
        if (isOver || Fields.text(spec, "nodeName").isEmpty()) {
            return OptionalLong.of(0);
        }
        long own = Fields.number(spec, "terminationGracePeriodSeconds");
        long seconds = requested.orElse(own);
        return OptionalLong.of(seconds < 0 ? 1 : seconds);
    }

    @Override
    public Map<String, String> selectableFields(ObjectNode pod) {
        JsonNode spec = Fields.at(pod, "spec");
        JsonNode status = Fields.at(pod, "status");
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field :
                List.of("nodeName", "restartPolicy", "schedulerName", "serviceAccountName")) {
            fields.put("spec." + field, Fields.text(spec, field));
        }
        fields.put("spec.hostNetwork", Boolean.toString(Fields.isTrue(spec, "hostNetwork")));
        fields.put("status.phase", Fields.text(status, "phase"));
        JsonNode first = Fields.at(status, "podIPs").path(0);
        fields.put("status.podIP", Fields.text(first, "ip"));
        fields.put("status.podIPs", "");
        fields.put("status.nominatedNodeName", Fields.text(status, "nominatedNodeName"));
        return fields;
    }

    @Override
    public List<String> warnings(ObjectNode pod) {
        List<String> warnings = new ArrayList<>(PodWarnings.ofName(pod, "the Pod's hostname"));
        warnings.addAll(PodWarnings.of(pod, FieldPath.ROOT));
        return warnings;
    }

    @Override
    void check(ObjectNode pod, List<FieldError> errors) {
        PodRules.create(pod, privileged, errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        PodChangeRules.check(updated, stored, privileged, errors);
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        PodStatusRules.check(updated, stored, errors);
    }
}
