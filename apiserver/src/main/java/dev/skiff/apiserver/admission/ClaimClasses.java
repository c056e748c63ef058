package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.quantity.Quantity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A claim that names no class is of the default class, the newest if there are several. A claim
/// grows only when it is bound and its class allows that.
final class ClaimClasses implements AdmissionPlugin {
    private static final String OLD_CLASS = "volume.beta.kubernetes.io/storage-class";
    private static final List<String> DEFAULTS =
            List.of(
                    "storageclass.kubernetes.io/is-default-class",
                    "storageclass.beta.kubernetes.io/is-default-class");
    private static final Comparator<JsonNode> NEWEST_FIRST =
            Comparator.<JsonNode, String>comparing(
                            metadata -> Fields.text(metadata, "creationTimestamp"))
                    .reversed()
                    .thenComparing(metadata -> Fields.text(metadata, "name"));

    private final ClusterState cluster;

    ClaimClasses(ClusterState cluster) {
        this.cluster = cluster;
    }

    @Override
    public void admit(AdmissionRequest request) {
        if (!request.isOf(Kinds.PERSISTENT_VOLUME_CLAIM)) {
            return;
        }
        if (request.operation() == AdmissionRequest.Operation.CREATE) {
            classify(request.object());
        }
    }

    @Override
    public void check(AdmissionRequest request) {
        boolean isChange = request.operation() == AdmissionRequest.Operation.UPDATE;
        if (isChange && request.isOf(Kinds.PERSISTENT_VOLUME_CLAIM)) {
            request.stored().ifPresent(stored -> checkSize(request, stored));
        }
    }

    private void classify(ObjectNode claim) {
        boolean isAnnotated = Fields.at(claim, "metadata", "annotations").has(OLD_CLASS);
        ObjectNode spec = Fields.child(claim, "spec");
        if (!isAnnotated && !Fields.has(spec, "storageClassName")) {
            defaultClass().ifPresent(name -> spec.put("storageClassName", name));
        }
    }

    private Optional<String> defaultClass() {
        return cluster.all(Kinds.STORAGE_CLASS).stream()
                .map(stored -> stored.tree().path("metadata"))
                .filter(ClaimClasses::isDefault)
                .min(NEWEST_FIRST)
                .map(metadata -> Fields.text(metadata, "name"));
    }

    private static boolean isDefault(JsonNode metadata) {
        JsonNode annotations = Fields.at(metadata, "annotations");
        return DEFAULTS.stream().anyMatch(key -> Fields.text(annotations, key).equals("true"));
    }

    private void checkSize(AdmissionRequest request, ObjectNode stored) {
        if (size(request.object()).compareTo(size(stored)) <= 0) {
            return;
        }
        if (!Fields.text(stored, "status", "phase").equals("Bound")) {
            throw request.forbidden("Only bound persistent volume claims can be expanded");
        }
        String name = className(request.object());
        boolean isSame = !name.isEmpty() && name.equals(className(stored));
        if (!isSame || !mayGrow(name)) {
            throw request.forbidden(
                    "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must"
                            + " support resize");
        }
    }

    private boolean mayGrow(String className) {
        return cluster.find(Kinds.STORAGE_CLASS, "", className)
                .map(StoredObject::tree)
                .filter(found -> Fields.isTrue(found, "allowVolumeExpansion"))
                .isPresent();
    }

    private static String className(ObjectNode claim) {
        JsonNode annotations = Fields.at(claim, "metadata", "annotations");
        return annotations.has(OLD_CLASS)
                ? Fields.text(annotations, OLD_CLASS)
                : Fields.text(claim, "spec", "storageClassName");
    }

    private static Quantity size(ObjectNode claim) {
        String amount = Fields.text(claim, "spec", "resources", "requests", "storage");
        return amount.isEmpty() ? Quantity.ZERO : Quantity.of(amount);
    }
}
