package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.FieldChecks.Bounds;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.ArrayList;
import java.util.List;

/// A pod's spec, in upstream's order. The parts have classes of their own.
public final class PodSpecRules {
    /// Transport protocols of ports.
    public static final List<String> PROTOCOLS = PortRules.PROTOCOLS;

    private static final List<String> RESTART_POLICIES = List.of("Always", "OnFailure", "Never");
    private static final Bounds DEADLINE = new Bounds(1, Integer.MAX_VALUE);

    private PodSpecRules() {}

    /// The spec of a pod of this name.
    static void ofPod(
            JsonNode spec, String podName, Privileged privileged, List<FieldError> errors) {
        PodContext pod = PodContext.of(spec, true, podName, privileged);
        check(spec, pod, FieldPath.of("spec"), errors);
    }

    /// The spec within a template of pods.
    static void ofTemplate(
            JsonNode spec, FieldPath path, Privileged privileged, List<FieldError> errors) {
        check(spec, PodContext.of(spec, false, "", privileged), path, errors);
    }

    private static void check(
            JsonNode spec, PodContext pod, FieldPath path, List<FieldError> errors) {
        if (pod.gracePeriodSeconds().isEmpty()) {
            errors.add(FieldError.required(path.child("terminationGracePeriodSeconds"), ""));
        }
        VolumeRules.check(Fields.at(spec, "volumes"), pod, path.child("volumes"), errors);
        claims(Fields.at(spec, "resourceClaims"), path.child("resourceClaims"), errors);
        ContainerRules.regular(spec, pod, path, errors);
        ContainerRules.init(spec, pod, path, errors);
        ContainerRules.ephemeral(spec, pod, path, errors);
        ResourceRules.pod(spec, pod, path.child("resources"), errors);
        PortRules.hostNetwork(spec, pod, path, errors);
        FieldChecks.requiredOneOf(spec, "restartPolicy", RESTART_POLICIES, path, errors);
        DnsRules.policy(spec, path, errors);
        LabelRules.labels(Fields.at(spec, "nodeSelector"), path.child("nodeSelector"), errors);
        SecurityRules.pod(spec, path.child("securityContext"), errors);
        AffinityRules.check(Fields.at(spec, "affinity"), path.child("affinity"), errors);
        DnsRules.config(spec, path.child("dnsConfig"), errors);
        gates(spec, path, errors);
        SpreadRules.check(
                Fields.at(spec, "topologySpreadConstraints"),
                path.child("topologySpreadConstraints"),
                errors);
        WindowsRules.hostProcess(spec, path, errors);
        SecurityRules.hostUsers(spec, path, errors);
        names(spec, path, errors);
        TolerationRules.check(Fields.at(spec, "tolerations"), path.child("tolerations"), errors);
        DnsRules.hostAliases(Fields.at(spec, "hostAliases"), path.child("hostAliases"), errors);
        subdomain(spec, "priorityClassName", path, errors);
        subdomain(spec, "runtimeClassName", path, errors);
        FieldChecks.optionalOneOf(
                spec, "preemptionPolicy", List.of("PreemptLowerPriority", "Never"), path, errors);
        ResourceRules.overhead(Fields.at(spec, "overhead"), path.child("overhead"), errors);
        OperatingSystemRules.check(spec, path, errors);
    }

    private static void gates(JsonNode spec, FieldPath path, List<FieldError> errors) {
        int i = 0;
        for (JsonNode gate : Fields.at(spec, "readinessGates")) {
            FieldPath gatePath = path.child("readinessGates").index(i++).child("conditionType");
            LabelRules.key(Fields.text(gate, "conditionType"), gatePath, errors);
        }
        List<String> names = new ArrayList<>(0);
        i = 0;
        for (JsonNode gate : Fields.at(spec, "schedulingGates")) {
            FieldPath gatePath = path.child("schedulingGates").index(i++);
            String name = Fields.text(gate, "name");
            LabelRules.key(name, gatePath, errors);
            if (names.contains(name)) {
                errors.add(FieldError.duplicate(gatePath, name));
            }
            names.add(name);
        }
    }

    private static void names(JsonNode spec, FieldPath path, List<FieldError> errors) {
        subdomain(spec, "serviceAccountName", path, errors);
        subdomain(spec, "nodeName", path, errors);
        FieldChecks.inRange(spec, "activeDeadlineSeconds", DEADLINE, path, errors);
        for (String field : List.of("hostname", "subdomain")) {
            String name = Fields.text(spec, field);
            if (!name.isEmpty()) {
                FieldChecks.invalid(path.child(field), name, TextRules.dnsLabel(name), errors);
            }
        }
    }

    private static void subdomain(
            JsonNode spec, String field, FieldPath path, List<FieldError> errors) {
        String name = Fields.text(spec, field);
        if (!name.isEmpty()) {
            FieldChecks.invalid(
                    path.child(field), name, NameRule.DNS_SUBDOMAIN.check(name), errors);
        }
    }

    private static void claims(JsonNode claims, FieldPath path, List<FieldError> errors) {
        List<String> names = new ArrayList<>(0);
        int i = 0;
        for (JsonNode claim : claims) {
            FieldPath claimPath = path.index(i++);
            String name = Fields.text(claim, "name");
            if (name.isEmpty()) {
                errors.add(FieldError.required(claimPath.child("name"), ""));
            } else if (names.contains(name)) {
                errors.add(FieldError.duplicate(claimPath.child("name"), name));
            } else {
                FieldChecks.invalid(
                        claimPath.child("name"), name, TextRules.dnsLabel(name), errors);
                names.add(name);
            }
            claimSource(claim, claimPath, errors);
        }
    }

    private static void claimSource(JsonNode claim, FieldPath path, List<FieldError> errors) {
        List<String> sources = List.of("resourceClaimName", "resourceClaimTemplateName");
        long given = sources.stream().filter(source -> Fields.has(claim, source)).count();
        JsonNode shown = given == 1 ? claim : InternalForm.of("PodResourceClaim", claim);
        if (given == 2) {
            errors.add(
                    FieldError.invalid(
                            path,
                            shown,
                            "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified"));
        }
        if (given == 0) {
            errors.add(
                    FieldError.invalid(
                            path,
                            shown,
                            "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`"));
        }
        for (String source : sources) {
            subdomain(claim, source, path, errors);
        }
    }
}
