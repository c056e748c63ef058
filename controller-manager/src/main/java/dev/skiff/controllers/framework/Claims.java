package dev.skiff.controllers.framework;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.ArrayList;
import java.util.List;

/// Which objects belong to a controller: those it owns and still selects, those nobody owns that it
/// selects (to adopt), those it owns and no longer selects (to release).
public record Claims<T extends HasMetadata>(List<T> owned, List<T> toAdopt, List<T> toRelease) {
    public Claims {
        owned = List.copyOf(owned);
        toAdopt = List.copyOf(toAdopt);
        toRelease = List.copyOf(toRelease);
    }

    /// A controller that is being deleted takes and releases nothing; neither is what is being
    /// deleted taken.
    ///
    /// @param candidates what the controller owns, and what nobody owns, of its namespace
    public static <T extends HasMetadata> Claims<T> plan(
            HasMetadata controller, LabelSelector selector, List<T> candidates) {
        boolean deciding = controller.getMetadata().getDeletionTimestamp() == null;
        List<T> owned = new ArrayList<>();
        List<T> toAdopt = new ArrayList<>();
        List<T> toRelease = new ArrayList<>();
        for (T candidate : candidates) {
            boolean selected = LabelMatch.matches(selector, candidate);
            if (Owners.isControlledBy(candidate, controller)) {
                if (selected) {
                    owned.add(candidate);
                } else if (deciding) {
                    toRelease.add(candidate);
                }
            } else if (deciding && selected && isFree(candidate)) {
                toAdopt.add(candidate);
            }
        }
        return new Claims<>(owned, toAdopt, toRelease);
    }

    private static boolean isFree(HasMetadata candidate) {
        return Owners.controllerOf(candidate).isEmpty()
                && candidate.getMetadata().getDeletionTimestamp() == null;
    }
}
