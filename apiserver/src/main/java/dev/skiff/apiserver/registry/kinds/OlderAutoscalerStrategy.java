package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.KindView;
import dev.skiff.apiserver.registry.kinds.autoscaling.AutoscalerForms;
import dev.skiff.apiserver.table.HorizontalPodAutoscalerPrinter;
import dev.skiff.apiserver.table.ViewPrinter;
import java.util.List;
import java.util.Optional;

/// HorizontalPodAutoscalers as `autoscaling/v1` has them: another view of those of the newer
/// version, whose rules hold for them and whose fields the messages name.
final class OlderAutoscalerStrategy extends KindStrategy {
    private static final HorizontalPodAutoscalerStrategy NEWER =
            new HorizontalPodAutoscalerStrategy();

    OlderAutoscalerStrategy() {
        super(
                Kinds.OLDER_HORIZONTAL_POD_AUTOSCALER,
                NameRule.DNS_SUBDOMAIN,
                new ViewPrinter(new HorizontalPodAutoscalerPrinter(), AutoscalerForms::toNewer));
    }

    @Override
    public Optional<KindView> view() {
        return Optional.of(
                new KindView(
                        Kinds.HORIZONTAL_POD_AUTOSCALER,
                        AutoscalerForms::toOlder,
                        AutoscalerForms::toNewer));
    }

    /// What stands in annotations and in fields is brought together, as it will be read.
    @Override
    public void applyDefaults(ObjectNode older) {
        Fields.defaultNumber(Fields.child(older, "spec"), "minReplicas", 1);
        replace(older, AutoscalerForms.toNewer(older));
    }

    @Override
    public void prepareForCreate(ObjectNode older) {
        AutoscalerForms.dropStatusAnnotations(older);
    }

    /// Parts of the status stand in annotations.
    @Override
    public void prepareForUpdate(ObjectNode updated, ObjectNode stored) {
        keep("status", updated, stored);
    }

    /// Parts of the spec stand in annotations.
    @Override
    public void prepareForStatusUpdate(ObjectNode updated, ObjectNode stored) {
        keep("spec", updated, stored);
    }

    private static void keep(String part, ObjectNode updated, ObjectNode stored) {
        ObjectNode newer = AutoscalerForms.toNewer(updated);
        newer.set(part, AutoscalerForms.toNewer(stored).get(part));
        replace(updated, newer);
    }

    private static void replace(ObjectNode older, ObjectNode newer) {
        older.setAll(AutoscalerForms.toOlder(newer));
    }

    @Override
    void check(ObjectNode older, List<FieldError> errors) {
        NEWER.check(AutoscalerForms.toNewer(older), errors);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        NEWER.checkUpdate(
                AutoscalerForms.toNewer(updated), AutoscalerForms.toNewer(stored), errors);
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        NEWER.checkStatus(
                AutoscalerForms.toNewer(updated), AutoscalerForms.toNewer(stored), errors);
    }
}
