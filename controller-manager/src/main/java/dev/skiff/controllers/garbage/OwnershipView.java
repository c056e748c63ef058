package dev.skiff.controllers.garbage;

import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.ChangeListener;
import dev.skiff.client.Index;
import dev.skiff.client.Informer;
import dev.skiff.client.Lister;
import dev.skiff.client.Selection;
import dev.skiff.controllers.framework.ControllerContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who owns what, over all kinds: a local copy of the metadata of everything but events.
final class OwnershipView {
    private record Copy(Kind kind, Informer<OwnedObject> informer, Index<OwnedObject> byOwner) {}

    private final Map<String, Copy> copies = new LinkedHashMap<>();

    OwnershipView(ControllerContext context) {
        for (Kind kind : Kinds.preferred()) {
            if (kind.verbs().contains("watch") && !kind.plural().equals(Kinds.EVENT.plural())) {
                copies.put(kind.qualifiedResource(), copy(context, kind));
            }
        }
    }

    private static Copy copy(ControllerContext context, Kind kind) {
        Informer<OwnedObject> informer =
                context.add(
                        "metadata-of-" + kind.qualifiedResource(),
                        new Informer<>(
                                context.transport(),
                                Selection.all(kind),
                                stored -> MetadataReader.read(kind, stored),
                                context.clock(),
                                context.newRandom()));
        return new Copy(kind, informer, informer.lister().index(OwnedObject::ownerUids));
    }

    List<Lister<?>> listers() {
        List<Lister<?>> listers = new ArrayList<>();
        copies.values().forEach(copy -> listers.add(copy.informer().lister()));
        return listers;
    }

    void onChange(ChangeListener<OwnedObject> listener) {
        copies.values().forEach(copy -> copy.informer().onChange(listener));
    }

    /// The object, unless another has taken its name.
    Optional<OwnedObject> find(GarbageKey key) {
        return Optional.ofNullable(copies.get(key.resource()))
                .flatMap(copy -> copy.informer().lister().get(key.key()))
                .filter(object -> object.uid().equals(key.uid()));
    }

    /// Everything that names this uid as an owner, in the order of kinds and keys.
    List<OwnedObject> dependentsOf(String uid) {
        List<OwnedObject> dependents = new ArrayList<>();
        copies.values().forEach(copy -> dependents.addAll(copy.byOwner().get(uid)));
        return dependents;
    }

    /// Where the owner of an object would be: an owner in a namespace owns only there. Empty if its
    /// kind isn't served, or if it cannot own this object.
    Optional<GarbageKey> locate(OwnedObject object, OwnedObject.Owner owner) {
        Optional<Kind> kind = Kinds.byName(GroupVersion.parse(owner.apiVersion()), owner.kind());
        if (kind.isEmpty()
                || owner.name().isBlank()
                || !copies.containsKey(kind.get().qualifiedResource())) {
            return Optional.empty();
        }
        String namespace = kind.get().isNamespaced() ? object.key().namespace() : "";
        if (kind.get().isNamespaced() && namespace.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new GarbageKey(
                        kind.get().qualifiedResource(),
                        new ObjectKey(namespace, owner.name()),
                        owner.uid()));
    }

    Kind kindOf(GarbageKey key) {
        Copy copy = copies.get(key.resource());
        if (copy == null) {
            throw new IllegalStateException("no copy of " + key.resource());
        }
        return copy.kind();
    }
}
