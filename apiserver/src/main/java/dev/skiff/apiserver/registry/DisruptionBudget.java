package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.api.status.StatusCause;
import java.time.Instant;
import java.util.List;

/// What one disruption budget says, decided from the object alone.
final class DisruptionBudget {
    /// Evictions that the budget's controller has not noticed yet.
    private static final int MAX_UNNOTICED = 2000;

    private static final int RETRY_SECONDS = 10;
    private static final String ALLOWED = "DisruptionAllowed";

    private DisruptionBudget() {}

    /// Whether a pod that is not ready may go whatever the budget allows: always, or because there
    /// are enough healthy ones without it.
    static boolean sparesUnready(JsonNode budget) {
        JsonNode status = Fields.at(budget, "status");
        long desired = Fields.number(status, "desiredHealthy");
        boolean isHealthy = desired > 0 && Fields.number(status, "currentHealthy") >= desired;
        return isHealthy
                || Fields.text(budget, "spec", "unhealthyPodEvictionPolicy").equals("AlwaysAllow");
    }

    /// @throws ApiException if it allows no disruption now
    static void requireAllowance(JsonNode budget) {
        JsonNode status = Fields.at(budget, "status");
        long generation = Fields.number(Fields.at(budget, "metadata"), "generation");
        if (Fields.number(status, "observedGeneration") < generation) {
            throw beingProcessed(name(budget));
        }
        long allowed = Fields.number(status, "disruptionsAllowed");
        if (allowed < 0) {
            throw forbidden(budget, "pdb disruptions allowed is negative");
        }
        if (Fields.at(status, "disruptedPods").size() > MAX_UNNOTICED) {
            throw forbidden(
                    budget,
                    "DisruptedPods map too big - too many evictions not confirmed by PDB"
                            + " controller");
        }
        if (allowed == 0) {
            throw new ApiException(violated(refusal(budget, status)));
        }
    }

    /// The budget with one disruption less to give, because of this pod.
    static ObjectNode without(ObjectNode budget, String pod, Instant now) {
        ObjectNode changed = budget.deepCopy();
        ObjectNode status = Fields.child(changed, "status");
        long left = Fields.number(status, "disruptionsAllowed") - 1;
        status.put("disruptionsAllowed", left);
        if (left == 0) {
            setExhausted(status, now);
        }
        Fields.child(status, "disruptedPods").put(pod, Timestamps.format(now));
        return changed;
    }

    /// That nothing can be said until the budget was looked at.
    static ApiException beingProcessed(String name) {
        String why = "The disruption budget %s is still being processed by the server.";
        return new ApiException(violated(why.formatted(name)).withRetryAfter(RETRY_SECONDS));
    }

    private static String name(JsonNode budget) {
        return Fields.text(budget, "metadata", "name");
    }

    private static Status violated(String why) {
        return Status.failure(
                        429,
                        "TooManyRequests",
                        "Cannot evict pod as it would violate the pod's disruption budget.")
                .withCauses(List.of(new StatusCause("DisruptionBudget", why, "")));
    }

    /// What the last look at the budget failed with is not to be trusted in its numbers.
    private static String refusal(JsonNode budget, JsonNode status) {
        JsonNode condition = condition(status);
        String message = Fields.text(condition, "message");
        boolean isExplained =
                Fields.text(condition, "status").equals("False") && !message.isEmpty();
        String reason = Fields.text(condition, "reason");
        String refusal =
                "The disruption budget " + name(budget) + " does not allow evicting pods currently";
        if (isExplained && reason.equals("SyncFailed")) {
            return refusal + " because it failed sync: " + message;
        }
        long desired = Fields.number(status, "desiredHealthy");
        long current = Fields.number(status, "currentHealthy");
        if (current <= desired) {
            return "The disruption budget %s needs %d healthy pods and has %d currently"
                    .formatted(name(budget), desired, current);
        }
        return isExplained ? "%s (%s): %s".formatted(refusal, reason, message) : refusal;
    }

    private static JsonNode condition(JsonNode status) {
        for (JsonNode condition : Fields.at(status, "conditions")) {
            if (Fields.text(condition, "type").equals(ALLOWED)) {
                return condition;
            }
        }
        return status.path(ALLOWED);
    }

    private static void setExhausted(ObjectNode status, Instant now) {
        ObjectNode condition;
        if (condition(status) instanceof ObjectNode old) {
            condition = old;
        } else {
            ArrayNode conditions = status.withArrayProperty("conditions");
            condition = conditions.addObject().put("type", ALLOWED);
        }
        if (!Fields.text(condition, "status").equals("False")) {
            condition.put("status", "False");
            condition.put("lastTransitionTime", Timestamps.format(now));
        }
        condition.put("reason", "InsufficientPods").put("message", "");
        long observed = Fields.number(status, "observedGeneration");
        if (observed == 0) {
            condition.remove("observedGeneration");
        } else {
            condition.put("observedGeneration", observed);
        }
    }

    private static ApiException forbidden(JsonNode budget, String why) {
        String message =
                "poddisruptionbudget.policy \"%s\" is forbidden: %s".formatted(name(budget), why);
        return new ApiException(
                Status.failure(403, "Forbidden", message)
                        .about("policy", "poddisruptionbudget", name(budget)));
    }
}
