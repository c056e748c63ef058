package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The volumes of a pod: each has a name of its own and one source.
final class VolumeRules {
    private static final String ONE_SOURCE = "may not specify more than 1 volume type";

    /// The rules for one kind of source.
    @FunctionalInterface
    interface SourceRule {
        void check(JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors);
    }

    /// The rules for one kind of source, whatever else the pod has.
    @FunctionalInterface
    private interface LoneRule {
        void check(JsonNode source, FieldPath path, List<FieldError> errors);
    }

    /// Every kind of source, in the order it is checked.
    private static final Map<String, SourceRule> SOURCES = sources();

    /// Where upstream's messages name a source otherwise than its field.
    private static final Map<String, String> OTHER_NAMES =
            Map.of("gcePersistentDisk", "persistentDisk");

    private static final Map<String, String> OTHER_NAMES_OF_SECOND =
            Map.of("downwardAPI", "downwarAPI", "cephfs", "cephFS");

    private VolumeRules() {}

    private static Map<String, SourceRule> sources() {
        Map<String, SourceRule> rules = new LinkedHashMap<>();
        rules.put("emptyDir", alone(VolumeRules::emptyDir));
        rules.put("hostPath", alone(FileSourceRules::hostPath));
        rules.put("gitRepo", alone(FileSourceRules::gitRepo));
        rules.put("gcePersistentDisk", LegacySourceRules::disk);
        rules.put("awsElasticBlockStore", LegacySourceRules::disk);
        rules.put(
                "secret",
                alone(
                        (source, path, errors) ->
                                FileSourceRules.keys(source, "secretName", path, errors)));
        rules.put("nfs", alone(FileSourceRules::nfs));
        rules.put("iscsi", LegacySourceRules::iscsi);
        rules.put("glusterfs", LegacySourceRules::glusterfs);
        rules.put("flocker", LegacySourceRules::flocker);
        rules.put(
                "persistentVolumeClaim",
                alone(
                        (source, path, errors) ->
                                FieldChecks.requiredText(source, "claimName", path, errors)));
        rules.put("rbd", LegacySourceRules::rbd);
        rules.put("cinder", LegacySourceRules::cinder);
        rules.put("cephfs", LegacySourceRules::cephfs);
        rules.put("quobyte", LegacySourceRules::quobyte);
        rules.put("downwardAPI", alone(FileSourceRules::downward));
        rules.put("fc", LegacySourceRules::fibreChannel);
        rules.put("flexVolume", LegacySourceRules::flex);
        rules.put(
                "configMap",
                alone(
                        (source, path, errors) ->
                                FileSourceRules.keys(source, "name", path, errors)));
        rules.put("azureFile", LegacySourceRules::azureFile);
        rules.put("vsphereVolume", LegacySourceRules::vsphere);
        rules.put("photonPersistentDisk", LegacySourceRules::photon);
        rules.put("portworxVolume", LegacySourceRules::portworx);
        rules.put("azureDisk", LegacySourceRules::azureDisk);
        rules.put("storageos", LegacySourceRules::storageOs);
        rules.put("projected", alone(ProjectedRules::check));
        rules.put("scaleIO", LegacySourceRules::scaleIo);
        rules.put("csi", alone(FileSourceRules::csi));
        rules.put("ephemeral", alone(ClaimTemplateRules::check));
        rules.put("image", VolumeRules::image);
        return rules;
    }

    private static SourceRule alone(LoneRule rule) {
        return (source, _, path, errors) -> rule.check(source, path, errors);
    }

    /// The rule for one kind of source.
    static SourceRule source(String kind) {
        SourceRule rule = SOURCES.get(kind);
        if (rule == null) {
            throw new IllegalStateException("no volume of a pod has a source " + kind);
        }
        return rule;
    }

    /// Adds the well-formed volumes to what is known of the pod.
    static void check(JsonNode volumes, PodContext pod, FieldPath path, List<FieldError> errors) {
        int i = 0;
        for (JsonNode volume : volumes) {
            FieldPath volumePath = path.index(i++);
            List<FieldError> wrong = new ArrayList<>(0);
            String name = Fields.text(volume, "name");
            source(volume, pod, volumePath, wrong);
            if (name.isEmpty()) {
                wrong.add(FieldError.required(volumePath.child("name"), ""));
            } else {
                FieldChecks.invalid(
                        volumePath.child("name"), name, TextRules.dnsLabel(name), wrong);
            }
            if (pod.volumes().containsKey(name)) {
                wrong.add(FieldError.duplicate(volumePath.child("name"), name));
            }
            if (wrong.isEmpty()) {
                pod.volumes().put(name, volume);
            }
            errors.addAll(wrong);
            ownClaim(volumes, volume, pod, volumePath, errors);
        }
    }

    private static void source(
            JsonNode volume, PodContext pod, FieldPath path, List<FieldError> errors) {
        boolean hasOne = false;
        for (Map.Entry<String, SourceRule> source : SOURCES.entrySet()) {
            String kind = source.getKey();
            JsonNode value = Fields.at(volume, kind);
            if (value.isMissingNode()) {
                continue;
            }
            if (hasOne) {
                String shown = OTHER_NAMES_OF_SECOND.getOrDefault(kind, kind);
                errors.add(FieldError.forbidden(path.child(shown), ONE_SOURCE));
            } else {
                FieldPath sourcePath = path.child(OTHER_NAMES.getOrDefault(kind, kind));
                source.getValue().check(value, pod, sourcePath, errors);
            }
            hasOne = true;
            named(kind, volume, pod, path, errors);
        }
        if (!hasOne) {
            errors.add(FieldError.required(path, "must specify a volume type"));
        }
    }

    /// What a source demands of its volume's name.
    private static void named(
            String kind, JsonNode volume, PodContext pod, FieldPath path, List<FieldError> errors) {
        String name = Fields.text(volume, "name");
        JsonNode source = Fields.at(volume, kind);
        if (kind.equals("iscsi") && Fields.has(source, "initiatorName")) {
            if ((name + ":" + Fields.text(source, "targetPortal")).length() > 64) {
                errors.add(
                        FieldError.invalid(
                                path.child("name"),
                                name,
                                "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if"
                                        + " iscsi.initiatorName is specified."));
            }
        }
        if (kind.equals("ephemeral") && !pod.podName().isEmpty() && !name.isEmpty()) {
            String claim = pod.podName() + "-" + name;
            for (String message : NameRule.DNS_SUBDOMAIN.check(claim)) {
                errors.add(
                        FieldError.invalid(
                                path.child("name"),
                                name,
                                "PVC name \"%s\": %s".formatted(claim, message)));
            }
        }
    }

    /// A pod cannot use, by name, the claim that is made for it.
    private static void ownClaim(
            JsonNode volumes,
            JsonNode volume,
            PodContext pod,
            FieldPath path,
            List<FieldError> errors) {
        String claim = Fields.text(volume, "persistentVolumeClaim", "claimName");
        if (claim.isEmpty() || pod.podName().isEmpty()) {
            return;
        }
        for (JsonNode other : volumes) {
            String made = pod.podName() + "-" + Fields.text(other, "name");
            if (Fields.has(other, "ephemeral") && made.equals(claim)) {
                errors.add(
                        FieldError.invalid(
                                path.child("persistentVolumeClaim").child("claimName"),
                                claim,
                                "must not reference a PVC that gets created for an ephemeral volume"));
                return;
            }
        }
    }

    private static void emptyDir(JsonNode source, FieldPath path, List<FieldError> errors) {
        String limit = Fields.text(source, "sizeLimit");
        if (!limit.isEmpty() && Quantity.of(limit).signum() < 0) {
            errors.add(
                    FieldError.forbidden(
                            path.child("sizeLimit"),
                            "SizeLimit field must be a valid resource quantity"));
        }
    }

    private static void image(
            JsonNode source, PodContext pod, FieldPath path, List<FieldError> errors) {
        if (pod.isPod()) {
            FieldChecks.requiredText(source, "reference", path, errors);
        }
        FieldChecks.requiredOneOf(source, "pullPolicy", ContainerRules.PULL_POLICIES, path, errors);
    }
}
