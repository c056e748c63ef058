package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.apiserver.admission.AdmissionChain;
import dev.skiff.apiserver.admission.AdmissionRequest;
import java.util.List;
import java.util.Optional;

/// `POST` of an Eviction: deletes a pod if its disruption budget allows that.
final class EvictionVerb implements Verb {
    private static final String SUBRESOURCE = "eviction";
    private static final List<String> OVER = List.of("Succeeded", "Failed");
    private static final int ATTEMPTS = 5;
    private static final int CONFLICT = 409;

    private final BodyShape shape;
    private final BodyDecoder decoder;
    private final AdmissionChain admission;
    private final DisruptionBudgets budgets;
    private final EvictedPods pods;

    EvictionVerb(
            SchemaCatalogue schemas,
            BodyDecoder decoder,
            AdmissionChain admission,
            DisruptionBudgets budgets,
            EvictedPods pods) {
        this.shape = BodyShape.of(schemas, "policy/v1", "Eviction").orOf("policy/v1beta1");
        this.decoder = decoder;
        this.admission = admission;
        this.budgets = budgets;
        this.pods = pods;
    }

    @Override
    public ApiResponse answer(ResourceRequest request) {
        WriteOptions options = WriteOptions.of(request.http(), "CreateOptions");
        WriteContext asked = WriteContext.of(request, options);
        ObjectNode eviction = decoder.body(request.http(), shape, asked);
        NameCheck.requireNamespace(asked, ObjectMeta.of(eviction));
        admit(asked, eviction);
        if (!ObjectMeta.of(eviction).name().equals(request.name())) {
            throw ApiException.badRequest("name in URL does not match name in Eviction object");
        }
        DeleteOptions how = how(eviction, options);
        evict(
                new WriteContext(
                        request.resource(),
                        request.namespace(),
                        request.name(),
                        request.user(),
                        WriteOptions.own().asDryRun(how.isDryRun()),
                        asked.warnings()),
                how);
        return Answers.status(Status.success(201), asked.warnings().texts());
    }

    private void admit(WriteContext context, ObjectNode eviction) {
        AdmissionRequest request =
                new AdmissionRequest(
                        AdmissionRequest.Operation.CREATE,
                        context.kind(),
                        SUBRESOURCE,
                        context.namespace(),
                        context.name(),
                        eviction,
                        Optional.empty(),
                        context.user(),
                        context.warnings()::add);
        admission.admit(request);
        admission.check(request);
    }

    /// Whether it is a dry run may be said by the call, the eviction, or both alike.
    private static DeleteOptions how(ObjectNode eviction, WriteOptions options) {
        ObjectNode given = Fields.child(eviction, "deleteOptions");
        List<String> inBody = Fields.texts(Fields.at(given, "dryRun"));
        List<String> inCall = options.isDryRun() ? List.of("All") : List.of();
        if (!inBody.isEmpty() && !inCall.isEmpty() && !inBody.equals(inCall)) {
            throw new ApiException(
                    Status.failure(
                            500,
                            "",
                            "Non-matching dry-run options in request and content: [%s] and [%s]"
                                    .formatted(
                                            String.join(" ", inCall), String.join(" ", inBody))));
        }
        given.remove("dryRun");
        boolean isDryRun = !inBody.isEmpty() || options.isDryRun();
        return DeleteOptions.of(given).asDryRun(isDryRun);
    }

    /// Whether the pod needs its budget's leave is decided as of the pod that is deleted.
    private void evict(WriteContext context, DeleteOptions how) {
        for (int attempt = 1; ; attempt++) {
            StoredObject stored =
                    context.read()
                            .orElseThrow(
                                    () -> ApiException.notFound(context.kind(), context.name()));
            JsonNode pod = stored.tree();
            if (!isFree(pod)) {
                evictWithLeave(context, how, stored);
                return;
            }
            boolean isExact = how.resourceVersion().isEmpty() && !isEnding(pod);
            try {
                pods.delete(context, isExact ? how.ifAt(stored.revision()) : how);
                return;
            } catch (ApiException e) {
                boolean isLast = attempt == ATTEMPTS || !how.resourceVersion().isEmpty();
                if (isLast || e.status().code() != CONFLICT) {
                    throw e;
                }
            }
        }
    }

    /// What has not begun or is ending serves nobody: no budget counts it.
    private static boolean isFree(JsonNode pod) {
        return isEnding(pod) || Fields.text(pod, "status", "phase").equals("Pending");
    }

    private static boolean isEnding(JsonNode pod) {
        return OVER.contains(Fields.text(pod, "status", "phase"))
                || Fields.has(Fields.at(pod, "metadata"), "deletionTimestamp");
    }

    private void evictWithLeave(WriteContext context, DeleteOptions how, StoredObject pod) {
        List<StoredObject> selecting = budgets.of(pod.tree());
        if (selecting.size() > 1) {
            throw new ApiException(
                    Status.failure(
                            500,
                            "",
                            "This pod has more than one PodDisruptionBudget, which the eviction"
                                    + " subresource does not support."));
        }
        if (selecting.isEmpty()) {
            pods.delete(context, how);
            return;
        }
        StoredObject budget = selecting.getFirst();
        if (!isReady(pod.tree()) && DisruptionBudget.sparesUnready(budget.tree())) {
            evictUnready(context, how, pod, budget);
        } else {
            budgets.take(budget, context);
            pods.delete(context, how);
        }
    }

    /// As long as it has not become ready meanwhile.
    private void evictUnready(
            WriteContext context, DeleteOptions how, StoredObject pod, StoredObject budget) {
        try {
            pods.delete(context, how.ifAt(pod.revision()));
        } catch (ApiException e) {
            boolean isOurs = e.status().code() == CONFLICT && how.resourceVersion().isEmpty();
            throw isOurs ? DisruptionBudget.beingProcessed(budget.key().name()) : e;
        }
    }

    private static boolean isReady(JsonNode pod) {
        for (JsonNode condition : Fields.at(pod, "status", "conditions")) {
            if (Fields.text(condition, "type").equals("Ready")) {
                return Fields.text(condition, "status").equals("True");
            }
        }
        return false;
    }
}
