package dev.skiff.controllers.framework;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.OutsideWorldException;
import dev.skiff.client.Patch;
import dev.skiff.client.RefusedCallException;
import dev.skiff.client.TypedKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.ArrayList;
import java.util.List;

/// Carries [Claims] out.
///
/// @param <O> the controller's kind
/// @param <T> the kind it controls
public final class Adoption<O extends HasMetadata, T extends HasMetadata> {
    private final ApiClient client;
    private final TypedKind<O> ownerType;
    private final TypedKind<T> type;

    public Adoption(ApiClient client, TypedKind<O> ownerType, TypedKind<T> type) {
        this.client = client;
        this.ownerType = ownerType;
        this.type = type;
    }

    /// Adopts and releases; returns what the controller has then. Before the first adoption the
    /// controller is read anew: it may have been deleted, and another have taken its name.
    public List<T> carryOut(O controller, Claims<T> claims) {
        for (T object : claims.toRelease()) {
            release(controller, object);
        }
        if (claims.toAdopt().isEmpty()) {
            return claims.owned();
        }
        checkStillThere(controller);
        List<T> all = new ArrayList<>(claims.owned());
        for (T object : claims.toAdopt()) {
            all.addAll(adopt(controller, object));
        }
        return all;
    }

    private void checkStillThere(O controller) {
        boolean still =
                client.get(ownerType, Owners.key(controller))
                        .map(HasMetadata::getMetadata)
                        .filter(now -> now.getUid().equals(controller.getMetadata().getUid()))
                        .filter(now -> now.getDeletionTimestamp() == null)
                        .isPresent();
        if (!still) {
            throw new OutsideWorldException(
                    ownerType.kind() + " " + Owners.key(controller) + " is gone, cannot adopt");
        }
    }

    private List<T> adopt(O controller, T object) {
        OwnerReference reference = Owners.referenceTo(controller);
        ObjectNode change = change(object);
        ((ObjectNode) change.path("metadata"))
                .putArray("ownerReferences")
                .addObject()
                .put("apiVersion", reference.getApiVersion())
                .put("kind", reference.getKind())
                .put("name", reference.getName())
                .put("uid", reference.getUid())
                .put("controller", true)
                .put("blockOwnerDeletion", true);
        return patch(object, change);
    }

    private void release(O controller, T object) {
        ObjectNode change = change(object);
        ((ObjectNode) change.path("metadata"))
                .putArray("ownerReferences")
                .addObject()
                .put("$patch", "delete")
                .put("uid", controller.getMetadata().getUid());
        patch(object, change);
    }

    /// A change that fails if the name has been taken by another object.
    private static ObjectNode change(HasMetadata object) {
        ObjectNode change = Json.object();
        change.putObject("metadata").put("uid", object.getMetadata().getUid());
        return change;
    }

    /// Returns nothing if the object has gone, or lets itself not be changed.
    private List<T> patch(T object, ObjectNode change) {
        return switch (client.patch(type, Owners.key(object), Patch.strategic(change))) {
            case ApiResult.Done<T>(var patched) -> List.of(patched);
            case ApiResult.NotFound<T> _, ApiResult.Rejected<T> _, ApiResult.AlreadyExists<T> _ ->
                    List.of();
            case ApiResult.Conflict<T>(var status) -> throw new RefusedCallException(status);
        };
    }
}
