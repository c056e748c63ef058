package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is allowed in a pod or a template of one, but hardly meant.
public final class PodWarnings {
    private static final Map<String, String> OLD_ANNOTATIONS = oldAnnotations();
    private static final List<String> WHOLE = List.of("memory", "ephemeral-storage");

    private final JsonNode spec;
    private final JsonNode annotations;
    private final FieldPath specPath;
    private final FieldPath annotationsPath;
    private final List<String> warnings = new ArrayList<>(0);

    private PodWarnings(JsonNode owner, FieldPath path) {
        this.spec = Fields.at(owner, "spec");
        this.annotations = Fields.at(owner, "metadata", "annotations");
        this.specPath = path.child("spec");
        this.annotationsPath = path.child("metadata").child("annotations");
    }

    /// @param owner a pod or a template of one
    /// @param path where it stands; the root for a pod
    public static List<String> of(JsonNode owner, FieldPath path) {
        PodWarnings found = new PodWarnings(owner, path);
        found.placement();
        found.annotations();
        found.volumes();
        found.names("hostAliases", "ip");
        found.names("imagePullSecrets", "name");
        found.emptyPullSecrets();
        found.fractions(Fields.at(found.spec, "overhead"), found.specPath.child("overhead"));
        found.containers();
        PortWarnings.add(found.spec, found.specPath, found.warnings);
        found.gracePeriod();
        found.affinity();
        return found.warnings;
    }

    /// @param object whose name pods go by
    /// @param use what the name becomes a part of
    public static List<String> ofName(JsonNode object, String use) {
        List<String> wrong = TextRules.dnsLabel(Fields.text(object, "metadata", "name"));
        return wrong.isEmpty()
                ? List.of()
                : List.of(
                        "metadata.name: this is used in %s, which can result in surprising behavior; a DNS label is recommended: [%s]"
                                .formatted(use, String.join(" ", wrong)));
    }

    /// What to say of this label of nodes, if another one has replaced it.
    public static Optional<String> ofNodeLabel(String key) {
        return Optional.ofNullable(NodeSelectorRules.OLD_LABELS.get(key));
    }

    private static Map<String, String> oldAnnotations() {
        Map<String, String> old = new LinkedHashMap<>();
        old.put(
                "scheduler.alpha.kubernetes.io/critical-pod",
                "non-functional in v1.16+; use the \"priorityClassName\" field instead");
        for (String name : List.of("sysctls", "unsafe-sysctls")) {
            old.put(
                    "security.alpha.kubernetes.io/" + name,
                    "non-functional in v1.11+; use the \"sysctls\" field instead");
        }
        return old;
    }

    private void warn(FieldPath path, String message) {
        warnings.add(path + ": " + message);
    }

    private void placement() {
        for (Map.Entry<String, JsonNode> label : Fields.entries(Fields.at(spec, "nodeSelector"))) {
            String message = NodeSelectorRules.OLD_LABELS.get(label.getKey());
            if (message != null) {
                warn(specPath.child("nodeSelector").key(label.getKey()), message);
            }
        }
        JsonNode node = Fields.at(spec, "affinity", "nodeAffinity");
        FieldPath nodePath = specPath.child("affinity").child("nodeAffinity");
        FieldPath terms = nodePath.child(AffinityRules.REQUIRED).child("nodeSelectorTerms");
        int i = 0;
        for (JsonNode term : Fields.at(node, AffinityRules.REQUIRED, "nodeSelectorTerms")) {
            NodeSelectorRules.termWarnings(term, terms.index(i++), warnings);
        }
        i = 0;
        for (JsonNode preferred : Fields.at(node, AffinityRules.PREFERRED)) {
            FieldPath path = nodePath.child(AffinityRules.PREFERRED).index(i++);
            NodeSelectorRules.termWarnings(
                    Fields.at(preferred, "preference"), path.child("preference"), warnings);
        }
        i = 0;
        for (JsonNode constraint : Fields.at(spec, "topologySpreadConstraints")) {
            FieldPath path = specPath.child("topologySpreadConstraints").index(i++);
            String key = Fields.text(constraint, "topologyKey");
            String message = NodeSelectorRules.OLD_LABELS.get(key);
            if (message != null) {
                warn(path.child("topologyKey"), "%s is %s".formatted(key, message));
            }
            selector(constraint, path);
        }
    }

    private void selector(JsonNode owner, FieldPath path) {
        if (!Fields.has(owner, "labelSelector")) {
            warn(path.child("labelSelector"), "a null labelSelector results in matching no pod");
        }
    }

    private void annotations() {
        OLD_ANNOTATIONS.forEach(
                (key, message) -> {
                    if (annotations.has(key)) {
                        warn(annotationsPath.key(key), message);
                    }
                });
        boolean hasProfile = Fields.has(Fields.at(spec, "securityContext"), "seccompProfile");
        if (!hasProfile && annotations.has(PodAnnotationRules.SECCOMP_POD)) {
            seccomp(PodAnnotationRules.SECCOMP_POD);
        }
    }

    private void seccomp(String key) {
        warn(
                annotationsPath.key(key),
                "non-functional in v1.27+; use the \"seccompProfile\" field instead");
    }

    private void volumes() {
        int i = 0;
        for (JsonNode volume : Fields.at(spec, "volumes")) {
            FieldPath path = specPath.child("volumes").index(i++);
            OldVolumes.MESSAGES.forEach(
                    (kind, message) -> {
                        if (Fields.has(volume, kind)) {
                            String shown = kind.equals("storageos") ? "storageOS" : kind;
                            warn(path.child(shown), message);
                        }
                    });
        }
    }

    private void names(String list, String field) {
        List<String> seen = new ArrayList<>(0);
        int i = 0;
        for (JsonNode item : Fields.at(spec, list)) {
            FieldPath path = specPath.child(list).index(i++).child(field);
            String value = Fields.text(item, field);
            if (seen.contains(value)) {
                warn(path, "duplicate %s %s".formatted(field, GoText.quote(value)));
            }
            seen.add(value);
        }
    }

    private void emptyPullSecrets() {
        int i = 0;
        for (JsonNode secret : Fields.at(spec, "imagePullSecrets")) {
            FieldPath path = specPath.child("imagePullSecrets").index(i++).child("name");
            if (Fields.text(secret, "name").isEmpty()) {
                warn(path, "invalid empty name \"\"");
            }
        }
    }

    private void containers() {
        for (ContainerAt container : ContainerAt.everywhere(spec, specPath)) {
            JsonNode context = Fields.at(container.node(), "securityContext");
            String key = PodAnnotationRules.SECCOMP_CONTAINER + container.name();
            if (!Fields.has(context, "seccompProfile") && annotations.has(key)) {
                seccomp(key);
            }
            JsonNode resources = Fields.at(container.node(), "resources");
            FieldPath path = container.path().child("resources");
            for (String name : WHOLE) {
                fraction(Fields.at(resources, "limits"), name, path.child("limits"));
                fraction(Fields.at(resources, "requests"), name, path.child("requests"));
            }
            hiddenVariables(container);
        }
    }

    private void fractions(JsonNode amounts, FieldPath path) {
        WHOLE.forEach(name -> fraction(amounts, name, path));
    }

    private void fraction(JsonNode amounts, String name, FieldPath path) {
        String text = Fields.text(amounts, name);
        if (!text.isEmpty() && Quantity.of(text).millis() % 1000 != 0) {
            warn(
                    path.key(name),
                    "fractional byte value \"%s\" is invalid, must be an integer"
                            .formatted(Quantity.of(text)));
        }
    }

    private void hiddenVariables(ContainerAt container) {
        List<String> seen = new ArrayList<>(0);
        int i = 0;
        for (JsonNode variable : Fields.at(container.node(), "env")) {
            FieldPath path = container.path().child("env").index(i++);
            String name = Fields.text(variable, "name");
            if (!seen.contains(name)) {
                seen.add(name);
                continue;
            }
            String reference = "$(" + name + ")";
            String value = Fields.text(variable, "value");
            boolean isExtension = value.contains(reference) && !value.equals(reference);
            if (Fields.has(variable, "valueFrom") || !isExtension) {
                warn(
                        path,
                        "hides previous definition of %s, which may be dropped when using apply"
                                .formatted(GoText.quote(name)));
            }
        }
    }

    private void gracePeriod() {
        if (Fields.number(spec, "terminationGracePeriodSeconds") < 0) {
            warn(
                    specPath.child("terminationGracePeriodSeconds"),
                    "must be >= 0; negative values are invalid and will be treated as 1");
        }
    }

    private void affinity() {
        for (String kind : List.of("podAffinity", "podAntiAffinity")) {
            JsonNode affinity = Fields.at(spec, "affinity", kind);
            FieldPath path = specPath.child("affinity").child(kind);
            int i = 0;
            for (JsonNode term : Fields.at(affinity, AffinityRules.REQUIRED)) {
                selector(term, path.child(AffinityRules.REQUIRED).index(i++));
            }
            i = 0;
            for (JsonNode preferred : Fields.at(affinity, AffinityRules.PREFERRED)) {
                FieldPath termPath = path.child(AffinityRules.PREFERRED).index(i++);
                selector(
                        Fields.at(preferred, "podAffinityTerm"), termPath.child("podAffinityTerm"));
            }
        }
    }
}
