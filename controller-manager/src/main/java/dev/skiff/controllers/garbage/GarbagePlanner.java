package dev.skiff.controllers.garbage;

import dev.skiff.client.Deletion;
import java.util.ArrayList;
import java.util.List;

/// Decides what becomes of an object that has owners; never does.
final class GarbagePlanner {
    sealed interface Verdict {
        record Keep() implements Verdict {}

        /// Some owners remain: the others are forgotten.
        record ForgetOwners(List<String> uids) implements Verdict {
            public ForgetOwners {
                uids = List.copyOf(uids);
            }
        }

        record Delete(Deletion.Propagation propagation) implements Verdict {}
    }

    private GarbagePlanner() {}

    /// @param states of the object's owners, in their order
    static Verdict plan(OwnedObject object, List<OwnerState> states, boolean hasDependents) {
        if (object.owners().isEmpty()) {
            return new Verdict.Keep();
        }
        if (states.contains(OwnerState.SOLID)) {
            List<String> gone = new ArrayList<>();
            for (int i = 0; i < states.size(); i++) {
                if (states.get(i) != OwnerState.SOLID) {
                    gone.add(object.owners().get(i).uid());
                }
            }
            return gone.isEmpty() ? new Verdict.Keep() : new Verdict.ForgetOwners(gone);
        }
        boolean mustOutlast = states.contains(OwnerState.WAITING) && hasDependents;
        return new Verdict.Delete(mustOutlast ? Deletion.Propagation.FOREGROUND : own(object));
    }

    /// As its finalizers ask.
    private static Deletion.Propagation own(OwnedObject object) {
        if (object.finalizers().contains(OwnedObject.ORPHAN)) {
            return Deletion.Propagation.ORPHAN;
        }
        return object.finalizers().contains(OwnedObject.FOREGROUND)
                ? Deletion.Propagation.FOREGROUND
                : Deletion.Propagation.BACKGROUND;
    }
}
