package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Decides what a deletion does to an object: whether it goes now, is marked and lingers for its
/// finalizers or its grace, or lingers already as it should.
final class DeletionPlanner {
    private static final String ORPHAN_FINALIZER = "orphan";
    private static final String FOREGROUND_FINALIZER = "foregroundDeletion";

    private final ResourceStrategy strategy;
    private final DeleteOptions options;
    private final Instant now;

    sealed interface Plan {
        /// Remove it; `last` is how it looks then.
        record Remove(ObjectNode last) implements Plan {}

        /// Write `marked`.
        record Mark(ObjectNode marked) implements Plan {}

        record LeaveAsIs() implements Plan {}
    }

    private enum Grace {
        /// The kind knows none, or it is over.
        NONE,
        /// It begins now, or is cut short.
        CHANGED,
        /// It runs on as it is.
        RUNNING
    }

    DeletionPlanner(ResourceStrategy strategy, DeleteOptions options, Instant now) {
        this.strategy = strategy;
        this.options = options;
        this.now = now;
    }

    /// `stored` is not changed.
    Plan plan(ObjectNode stored) {
        ObjectNode object = stored.deepCopy();
        ObjectMeta meta = ObjectMeta.of(object);
        Grace grace = applyGrace(stored, meta);
        if (grace == Grace.RUNNING) {
            return new Plan.LeaveAsIs();
        }
        meta.setFinalizers(finalizers(meta.finalizers()));
        boolean isHeld = !meta.finalizers().isEmpty() || strategy.mustLinger(object);
        if (isHeld && grace == Grace.NONE) {
            mark(meta);
        }
        boolean lingers = isHeld || meta.deletionGraceSeconds().orElse(0) > 0;
        if (lingers) {
            strategy.prepareForDelete(object);
            return Trees.areSame(object, stored) ? new Plan.LeaveAsIs() : new Plan.Mark(object);
        }
        return new Plan.Remove(object);
    }

    private Grace applyGrace(ObjectNode stored, ObjectMeta meta) {
        OptionalLong asked = asked();
        OptionalLong wanted = strategy.deletionGraceSeconds(stored, asked);
        if (wanted.isEmpty()) {
            return Grace.NONE;
        }
        if (meta.isBeingDeleted()) {
            return shorten(meta, asked);
        }
        begin(meta, wanted.getAsLong());
        if (meta.generation() > 0) {
            meta.setGeneration(meta.generation() + 1);
        }
        return Grace.CHANGED;
    }

    /// A negative grace counts as the shortest there is.
    private OptionalLong asked() {
        OptionalLong given = options.graceSeconds();
        return given.isPresent() && given.getAsLong() < 0 ? OptionalLong.of(1) : given;
    }

    private void begin(ObjectMeta meta, long seconds) {
        meta.set("deletionTimestamp", Timestamps.format(now.plusSeconds(seconds)));
        meta.node().put("deletionGracePeriodSeconds", seconds);
    }

    private static Grace shorten(ObjectMeta meta, OptionalLong asked) {
        long current = meta.deletionGraceSeconds().orElse(0);
        if (current == 0) {
            return Grace.NONE;
        }
        if (asked.isEmpty() || asked.getAsLong() >= current) {
            return Grace.RUNNING;
        }
        Instant end = Instant.parse(meta.text("deletionTimestamp"));
        Instant earlier = end.minusSeconds(current).plusSeconds(asked.getAsLong());
        meta.set("deletionTimestamp", Timestamps.format(earlier));
        meta.node().put("deletionGracePeriodSeconds", asked.getAsLong());
        return Grace.CHANGED;
    }

    private void mark(ObjectMeta meta) {
        if (meta.deletionGraceSeconds().isEmpty() && meta.generation() > 0) {
            meta.setGeneration(meta.generation() + 1);
        }
        boolean isOver =
                meta.isBeingDeleted()
                        && !Instant.parse(meta.text("deletionTimestamp")).isAfter(now);
        if (!isOver) {
            meta.set("deletionTimestamp", Timestamps.format(now));
        }
        meta.node().put("deletionGracePeriodSeconds", 0);
    }

    private List<String> finalizers(List<String> present) {
        Propagation propagation = options.propagation();
        List<String> finalizers = new ArrayList<>(present);
        if (propagation == Propagation.UNSET) {
            boolean isSaid =
                    present.contains(ORPHAN_FINALIZER) || present.contains(FOREGROUND_FINALIZER);
            if (strategy.orphansByDefault() && !isSaid) {
                finalizers.add(ORPHAN_FINALIZER);
            }
            return finalizers;
        }
        finalizers.removeAll(List.of(ORPHAN_FINALIZER, FOREGROUND_FINALIZER));
        if (propagation == Propagation.ORPHAN) {
            finalizers.add(ORPHAN_FINALIZER);
        }
        if (propagation == Propagation.FOREGROUND) {
            finalizers.add(FOREGROUND_FINALIZER);
        }
        return finalizers;
    }
}
