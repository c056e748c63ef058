package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.apiserver.cache.CachedObject;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The disruption budgets of pods: whether one allows that a pod goes, and the note in it that one
/// went, which its controller heeds.
final class DisruptionBudgets {
    private static final int CONFLICT = 409;
    private static final int RETRY_SECONDS = 10;

    private final InstantSource clock;
    private final Resource budgets;
    private final Freshness freshness;
    private final Modification modification;
    private final OwnerRecorder owners;

    DisruptionBudgets(
            InstantSource clock, Resource budgets, Freshness freshness, Modification modification) {
        this.clock = clock;
        this.budgets = budgets;
        this.freshness = freshness;
        this.modification = modification;
        this.owners = new OwnerRecorder(clock);
    }

    /// Every budget that selects the pod.
    List<StoredObject> of(JsonNode pod) {
        String namespace = Fields.text(pod, "metadata", "namespace");
        JsonNode labels = Fields.at(pod, "metadata", "labels");
        Iterator<CachedObject> all =
                freshness.state(budgets.cache(), "").objects().iterator(namespace + "/", "");
        List<StoredObject> selecting = new ArrayList<>(0);
        while (all.hasNext()) {
            StoredObject budget = all.next().object();
            if (LabelSelectorRules.matches(Fields.at(budget.tree(), "spec", "selector"), labels)) {
                selecting.add(budget);
            }
        }
        return selecting;
    }

    /// Takes one disruption out of the budget, for this pod.
    ///
    /// @param eviction of the pod
    /// @throws ApiException if it allows none now
    void take(StoredObject budget, WriteContext eviction) {
        DisruptionBudget.requireAllowance(budget.tree());
        if (eviction.options().isDryRun()) {
            return;
        }
        WriteContext context =
                new WriteContext(
                        budgets,
                        eviction.namespace(),
                        budget.key().name(),
                        eviction.user(),
                        WriteOptions.own(),
                        eviction.warnings());
        try {
            modification.modify(
                    context,
                    WriteScope.STATUS,
                    owners.recording(
                            context,
                            WriteScope.STATUS,
                            current -> taken(current, eviction.name())));
        } catch (ApiException e) {
            throw e.status().code() == CONFLICT ? timeout(context.name()) : e;
        }
    }

    private ObjectNode taken(StoredObject budget, String pod) {
        DisruptionBudget.requireAllowance(budget.tree());
        return DisruptionBudget.without(budget.tree(), pod, clock.instant());
    }

    private static ApiException timeout(String budget) {
        String message =
                "Timeout: couldn't update PodDisruptionBudget \"%s\" due to conflicts"
                        .formatted(budget);
        return new ApiException(
                Status.failure(504, "Timeout", message)
                        .withEmptyDetails()
                        .withRetryAfter(RETRY_SECONDS));
    }
}
