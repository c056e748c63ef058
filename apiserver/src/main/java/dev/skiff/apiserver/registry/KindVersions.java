package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.apiserver.apply.ObjectVersion;
import dev.skiff.apiserver.apply.VersionedKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Which kinds are views of the same stored objects, so that fields set through one are known
/// through the others.
final class KindVersions {
    private final SchemaCatalogue schemas;
    private final Map<Kind, Optional<KindView>> views = new LinkedHashMap<>();

    KindVersions(
            List<Kind> kinds,
            SchemaCatalogue schemas,
            Function<Kind, ResourceStrategy> strategies) {
        this.schemas = schemas;
        kinds.forEach(kind -> views.put(kind, strategies.apply(kind).view()));
    }

    VersionedKind of(Kind kind) {
        Map<String, ObjectVersion> others = new LinkedHashMap<>();
        for (Kind other : views.keySet()) {
            if (!other.equals(kind) && stored(other).equals(stored(kind))) {
                others.put(
                        other.groupVersion().apiVersion(),
                        new ObjectVersion(
                                schemas.forKind(other),
                                between(kind, other),
                                between(other, kind)));
            }
        }
        return new VersionedKind(schemas.forKind(kind), kind.groupVersion().apiVersion(), others);
    }

    private Kind stored(Kind kind) {
        return view(kind).map(KindView::stored).orElse(kind);
    }

    private Optional<KindView> view(Kind kind) {
        return views.getOrDefault(kind, Optional.empty());
    }

    private UnaryOperator<ObjectNode> between(Kind from, Kind to) {
        UnaryOperator<ObjectNode> store =
                view(from).map(KindView::toStored).orElse(UnaryOperator.identity());
        UnaryOperator<ObjectNode> show =
                view(to).map(KindView::fromStored).orElse(UnaryOperator.identity());
        return object -> show.apply(store.apply(object));
    }
}
