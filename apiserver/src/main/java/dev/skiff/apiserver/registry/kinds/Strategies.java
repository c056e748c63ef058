package dev.skiff.apiserver.registry.kinds;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.apiserver.registry.ResourceStrategy;
import java.util.List;

/// The rules of every kind we serve, one line each.
public final class Strategies {
    private static final List<ResourceStrategy> ALL =
            Kinds.ALL.stream().<ResourceStrategy>map(GenericStrategy::new).toList();

    private Strategies() {}

    /// The rules of this kind; a kind without a line here has none beyond its metadata.
    public static ResourceStrategy forKind(Kind kind) {
        for (ResourceStrategy strategy : ALL) {
            if (strategy.kind().equals(kind)) {
                return strategy;
            }
        }
        return new GenericStrategy(kind);
    }
}
