package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.apps.DaemonSetRules;
import dev.skiff.apiserver.registry.kinds.pod.PodForms;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import dev.skiff.apiserver.table.DaemonSetPrinter;
import java.util.List;
import java.util.regex.Pattern;

/// DaemonSets. How often their template has changed is counted in an annotation that nobody else
/// may set.
final class DaemonSetStrategy extends KindStrategy {
    private static final FieldPath STATUS = FieldPath.of("status");
    private static final String TEMPLATE_GENERATION = "deprecated.daemonset.template.generation";
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final int REVISIONS = 10;
    private static final List<String> COUNTS =
            List.of(
                    "currentNumberScheduled",
                    "numberMisscheduled",
                    "desiredNumberScheduled",
                    "numberReady",
                    "observedGeneration",
                    "updatedNumberScheduled",
                    "numberAvailable",
                    "numberUnavailable",
                    "collisionCount");

    private final Privileged privileged;

    DaemonSetStrategy(Privileged privileged) {
        super(Kinds.DAEMON_SET, NameRule.DNS_SUBDOMAIN, new DaemonSetPrinter());
        this.privileged = privileged;
    }

    @Override
    public void applyDefaults(ObjectNode set) {
        ObjectNode spec = Fields.child(set, "spec");
        ObjectNode strategy = Fields.child(spec, "updateStrategy");
        Fields.defaultText(strategy, "type", "RollingUpdate");
        if (Fields.text(strategy, "type").equals("RollingUpdate")) {
            ObjectNode rolling = Fields.child(strategy, "rollingUpdate");
            Fields.defaultNumber(rolling, "maxUnavailable", 1);
            Fields.defaultNumber(rolling, "maxSurge", 0);
        }
        Fields.defaultNumber(spec, "revisionHistoryLimit", REVISIONS);
        TemplateRules.applyDefaults(set);
        setGeneration(set, generation(set));
    }

    private static long generation(JsonNode set) {
        JsonNode annotations = Fields.at(set, "metadata", "annotations");
        if (!Fields.has(annotations, TEMPLATE_GENERATION)) {
            return 0;
        }
        String text = Fields.text(annotations, TEMPLATE_GENERATION);
        if (!NUMBER.matcher(text).matches()) {
            throw ApiException.badRequest(
                    "DaemonSet in version \"v1\" cannot be handled as a DaemonSet: strconv.ParseInt: parsing %s:"
                                    .formatted(GoText.quote(text))
                            + " invalid syntax");
        }
        return Long.parseLong(text);
    }

    private static void setGeneration(ObjectNode set, long generation) {
        Fields.child(Fields.child(set, "metadata"), "annotations")
                .put(TEMPLATE_GENERATION, Long.toString(generation));
    }

    @Override
    public void prepareForCreate(ObjectNode set) {
        setGeneration(set, Math.max(1, generation(set)));
    }

    @Override
    public void prepareForUpdate(ObjectNode updated, ObjectNode stored) {
        boolean isSame =
                InternalForm.areAlike(
                        PodForms.template(Fields.at(updated, "spec", "template")),
                        PodForms.template(Fields.at(stored, "spec", "template")));
        setGeneration(updated, generation(stored) + (isSame ? 0 : 1));
    }

    @Override
    public void prepareForStatusUpdate(ObjectNode updated, ObjectNode stored) {
        setGeneration(updated, generation(stored));
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public List<String> warnings(ObjectNode set) {
        return TemplateRules.warnings(set);
    }

    @Override
    public List<String> warnings(ObjectNode updated, ObjectNode stored) {
        return TemplateRules.warnings(updated, stored);
    }

    @Override
    void check(ObjectNode set, List<FieldError> errors) {
        super.check(set, errors);
        DaemonSetRules.check(Fields.at(set, "spec"), privileged, errors);
    }

    /// Upstream checks a changed one twice: as a DaemonSet, and as a change of one.
    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        check(updated, errors);
        MetadataRules.change(updated, stored, errors);
        DaemonSetRules.check(Fields.at(updated, "spec"), privileged, errors);
        TemplateRules.sameSelector(updated, stored, errors);
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        for (String count : COUNTS) {
            FieldChecks.nonNegative(Fields.at(updated, "status"), count, STATUS, errors);
        }
        TemplateRules.collisions(updated, stored, errors);
    }
}
