package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The containers of a pod: its own, the ones before them, and those added for a look inside.
final class ContainerRules {
    static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
    private static final List<String> MESSAGE_POLICIES = List.of("File", "FallbackToLogsOnError");
    private static final List<String> RESTART_POLICIES = List.of("Always", "Never", "OnFailure");
    private static final List<String> RESIZE_POLICIES = List.of("NotRequired", "RestartContainer");
    private static final String ONLY_SIDECARS =
            "may not be set for init containers without restartPolicy=Always";
    private static final String NOT_EPHEMERAL = "cannot be set for an Ephemeral Container";
    private static final List<String> FORBIDDEN_IN_EPHEMERAL =
            List.of(
                    "ports",
                    "resources",
                    "resizePolicy",
                    "restartPolicy",
                    "restartPolicyRules",
                    "livenessProbe",
                    "readinessProbe",
                    "startupProbe",
                    "lifecycle");

    private ContainerRules() {}

    static void regular(JsonNode spec, PodContext pod, FieldPath path, List<FieldError> errors) {
        List<ContainerAt> containers = ContainerAt.all(spec, "containers", path);
        if (containers.isEmpty()) {
            errors.add(FieldError.required(path.child("containers"), ""));
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        for (ContainerAt container : containers) {
            common(container.node(), pod, container.path(), errors);
            if (!names.add(container.name())) {
                errors.add(FieldError.duplicate(container.path().child("name"), container.name()));
            }
            ProbeRules.all(container.node(), pod, container.path(), errors);
            RestartRules.check(container.node(), RESTART_POLICIES, container.path(), errors);
        }
        PortRules.hostPortConflicts(containers, errors);
    }

    static void init(JsonNode spec, PodContext pod, FieldPath path, List<FieldError> errors) {
        Set<String> names = new LinkedHashSet<>();
        ContainerAt.all(spec, "containers", path).forEach(c -> names.add(c.name()));
        for (ContainerAt container : ContainerAt.all(spec, "initContainers", path)) {
            common(container.node(), pod, container.path(), errors);
            RestartRules.check(container.node(), RESTART_POLICIES, container.path(), errors);
            if (!names.add(container.name()) && !container.name().isEmpty()) {
                errors.add(FieldError.duplicate(container.path().child("name"), container.name()));
            }
            PortRules.hostPortConflicts(List.of(container), errors);
            if (isSidecar(container.node())) {
                ProbeRules.all(container.node(), pod, container.path(), errors);
                continue;
            }
            for (String field :
                    List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe")) {
                if (Fields.has(container.node(), field)) {
                    errors.add(FieldError.forbidden(container.path().child(field), ONLY_SIDECARS));
                }
            }
        }
    }

    /// Whether an init container keeps running beside the others.
    static boolean isSidecar(JsonNode container) {
        return Fields.text(container, "restartPolicy").equals("Always");
    }

    static void ephemeral(JsonNode spec, PodContext pod, FieldPath path, List<FieldError> errors) {
        Set<String> others = new LinkedHashSet<>();
        ContainerAt.all(spec, "containers", path).forEach(c -> others.add(c.name()));
        ContainerAt.all(spec, "initContainers", path).forEach(c -> others.add(c.name()));
        Set<String> names = new LinkedHashSet<>(others);
        for (ContainerAt container : ContainerAt.all(spec, "ephemeralContainers", path)) {
            common(container.node(), pod, container.path(), errors);
            onlyForPod(container, errors);
            if (!names.add(container.name())) {
                errors.add(FieldError.duplicate(container.path().child("name"), container.name()));
            }
            String target = Fields.text(container.node(), "targetContainerName");
            if (!target.isEmpty() && !others.contains(target)) {
                errors.add(
                        FieldError.notFound(container.path().child("targetContainerName"), target));
            }
            ephemeralFields(container, errors);
        }
    }

    private static void ephemeralFields(ContainerAt container, List<FieldError> errors) {
        for (String field : FORBIDDEN_IN_EPHEMERAL) {
            JsonNode value = Fields.at(container.node(), field);
            boolean isSet = !value.isMissingNode() && !(value.isContainerNode() && value.isEmpty());
            if (isSet) {
                errors.add(FieldError.forbidden(container.path().child(field), NOT_EPHEMERAL));
            }
        }
        int i = 0;
        for (JsonNode mount : Fields.at(container.node(), "volumeMounts")) {
            FieldPath mountPath = container.path().child("volumeMounts").index(i++);
            for (String field : List.of("subPath", "subPathExpr")) {
                if (!Fields.text(mount, field).isEmpty()) {
                    errors.add(FieldError.forbidden(mountPath.child(field), NOT_EPHEMERAL));
                }
            }
        }
    }

    /// What is asked of pods but not of templates.
    static void onlyForPod(ContainerAt container, List<FieldError> errors) {
        String image = Fields.text(container.node(), "image");
        if (image.length() != image.strip().length()) {
            errors.add(
                    FieldError.invalid(
                            container.path().child("image"),
                            image,
                            "must not have leading or trailing whitespace"));
        }
    }

    private static void common(
            JsonNode container, PodContext pod, FieldPath path, List<FieldError> errors) {
        String name = Fields.text(container, "name");
        if (name.isEmpty()) {
            errors.add(FieldError.required(path.child("name"), ""));
        } else {
            FieldChecks.invalid(path.child("name"), name, TextRules.dnsLabel(name), errors);
        }
        FieldChecks.requiredText(container, "image", path, errors);
        FieldChecks.requiredOneOf(
                container, "terminationMessagePolicy", MESSAGE_POLICIES, path, errors);
        PortRules.check(Fields.at(container, "ports"), path.child("ports"), errors);
        EnvironmentRules.variables(Fields.at(container, "env"), pod, path.child("env"), errors);
        EnvironmentRules.wholeSources(
                Fields.at(container, "envFrom"), path.child("envFrom"), errors);
        MountRules.mounts(container, pod, path.child("volumeMounts"), errors);
        MountRules.devices(container, pod, path.child("volumeDevices"), errors);
        FieldChecks.requiredOneOf(container, "imagePullPolicy", PULL_POLICIES, path, errors);
        ResourceRules.container(
                Fields.at(container, "resources"), pod, path.child("resources"), errors);
        resizePolicies(
                Fields.at(container, "resizePolicy"), pod, path.child("resizePolicy"), errors);
        SecurityRules.container(
                Fields.at(container, "securityContext"),
                pod,
                path.child("securityContext"),
                errors);
    }

    private static void resizePolicies(
            JsonNode policies, PodContext pod, FieldPath path, List<FieldError> errors) {
        List<String> resources = new ArrayList<>(0);
        int i = 0;
        for (JsonNode policy : policies) {
            FieldPath policyPath = path.index(i++);
            String resource = Fields.text(policy, "resourceName");
            if (resources.contains(resource)) {
                errors.add(FieldError.duplicate(policyPath, resource));
            }
            resources.add(resource);
            oneOf(resource, List.of("cpu", "memory"), path, errors);
            String restart = Fields.text(policy, "restartPolicy");
            oneOf(restart, RESIZE_POLICIES, path, errors);
            if (pod.restartPolicy().equals("Never") && !restart.equals("NotRequired")) {
                errors.add(
                        FieldError.invalid(
                                path,
                                restart,
                                "must be 'NotRequired' when `restartPolicy` is 'Never'"));
            }
        }
    }

    private static void oneOf(
            String value, List<String> supported, FieldPath path, List<FieldError> errors) {
        if (value.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        } else {
            FieldChecks.oneOf(value, supported, path, errors);
        }
    }
}
