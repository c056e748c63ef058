package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.StoredObject;
import java.time.InstantSource;

/// Deletes pods, and notes in them before that it is an eviction that they go by.
final class EvictedPods {
    private static final WriteScope SCOPE = new OwnScope("eviction");

    private final InstantSource clock;
    private final Modification modification;
    private final Deletion deletion;

    EvictedPods(InstantSource clock, Modification modification, Deletion deletion) {
        this.clock = clock;
        this.modification = modification;
        this.deletion = deletion;
    }

    void delete(WriteContext context, DeleteOptions options) {
        DeleteOptions exact = options;
        if (!options.isDryRun()) {
            StoredObject marked =
                    modification.modify(context, SCOPE, stored -> marked(context, options, stored));
            if (!options.resourceVersion().isEmpty()) {
                exact = options.ifAt(marked.revision());
            }
        }
        deletion.delete(context, exact);
    }

    private ObjectNode marked(WriteContext context, DeleteOptions options, StoredObject stored) {
        Deletion.requirePreconditions(context, options, stored);
        ObjectNode pod = stored.tree().deepCopy();
        ObjectNode condition = PodConditions.holding("DisruptionTarget", clock.instant());
        condition.put("reason", "EvictionByEvictionAPI").put("message", "Eviction API: evicting");
        PodConditions.put(pod, condition);
        return pod;
    }
}
