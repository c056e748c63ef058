package dev.skiff.controllers.framework;

import dev.skiff.api.object.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.List;
import java.util.Optional;

/// Who controls what. An object has at most one controller; names may be taken by others, so only
/// the uid decides.
public final class Owners {
    private Owners() {}

    public static ObjectKey key(HasMetadata object) {
        return new ObjectKey(
                Optional.ofNullable(object.getMetadata().getNamespace()).orElse(""),
                object.getMetadata().getName());
    }

    public static Optional<OwnerReference> controllerOf(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst();
    }

    public static boolean isControlledBy(HasMetadata object, HasMetadata owner) {
        return controllerOf(object)
                .filter(reference -> reference.getUid().equals(owner.getMetadata().getUid()))
                .isPresent();
    }

    /// For an index: the uid of the controller, if any.
    public static List<String> controllerUid(HasMetadata object) {
        return controllerOf(object).map(OwnerReference::getUid).stream().toList();
    }

    /// For an index: the namespace of an object that nobody controls.
    public static List<String> orphanNamespace(HasMetadata object) {
        return controllerOf(object).isPresent()
                ? List.of()
                : List.of(object.getMetadata().getNamespace());
    }

    /// The key of the controller if it is of this kind. What stands there may have another uid.
    public static Optional<ObjectKey> controllerKey(HasMetadata object, String kind) {
        return controllerOf(object)
                .filter(owner -> owner.getKind().equals(kind))
                .map(owner -> new ObjectKey(object.getMetadata().getNamespace(), owner.getName()));
    }

    /// The reference a controller puts into what it creates or adopts.
    public static OwnerReference referenceTo(HasMetadata controller) {
        return new OwnerReferenceBuilder()
                .withApiVersion(controller.getApiVersion())
                .withKind(controller.getKind())
                .withName(controller.getMetadata().getName())
                .withUid(controller.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }
}
