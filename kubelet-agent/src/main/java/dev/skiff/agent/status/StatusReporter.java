package dev.skiff.agent.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.ControllerLoop;
import dev.skiff.client.DeleteResult;
import dev.skiff.client.Deletion;
import dev.skiff.client.Outcome;
import dev.skiff.client.Patch;
import dev.skiff.client.Steppable;
import dev.skiff.client.Types;
import dev.skiff.client.WorkQueue;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes pods' statuses to the API, and deletes pods of which nothing is left. Only the newest
/// status of a pod is sent, and only if it differs from the one sent before; a pod is deleted
/// after its last status has been taken. Anybody reports.
public final class StatusReporter {
    private static final Logger LOG = LoggerFactory.getLogger(StatusReporter.class);
    private static final Duration RETRY_AFTER_REFUSAL = Duration.ofSeconds(10);

    /// @param wanted the newest status
    /// @param sent the one the API has, as far as is known
    /// @param sentRevision at which it was taken
    private record Report(
            ObjectNode wanted,
            @Nullable ObjectNode sent,
            long sentRevision,
            boolean isToBeDeleted) {
        boolean isSent() {
            return wanted.equals(sent);
        }

        Report unsent() {
            return new Report(wanted, null, sentRevision, isToBeDeleted);
        }
    }

    private final ApiClient client;
    private final Function<ObjectKey, Optional<Pod>> told;
    private final WorkQueue<PodIdentity> queue;
    private final ControllerLoop<PodIdentity> loop;
    private final ConcurrentMap<PodIdentity, Report> reports = new ConcurrentHashMap<>();

    /// @param told the pods as the API tells them
    public StatusReporter(
            ApiClient client,
            Function<ObjectKey, Optional<Pod>> told,
            InstantSource clock,
            RandomGenerator random) {
        this.client = client;
        this.told = told;
        queue = new WorkQueue<>(clock, random);
        loop = new ControllerLoop<>(queue, this::send, List.of(), LOG);
    }

    /// What sends; several threads may step.
    public Steppable loop() {
        return loop;
    }

    /// The newest status reported for a pod.
    public Optional<ObjectNode> latest(PodIdentity pod) {
        return Optional.ofNullable(reports.get(pod)).map(Report::wanted);
    }

    /// @param status given away, not to be changed any more
    public void report(PodIdentity pod, ObjectNode status) {
        Report report =
                reports.merge(
                        pod,
                        new Report(status, null, 0, false),
                        (before, now) ->
                                new Report(
                                        now.wanted(),
                                        before.sent(),
                                        before.sentRevision(),
                                        before.isToBeDeleted()));
        if (!report.isSent()) {
            queue.add(pod);
        }
    }

    /// The API tells something new of the pod. Conditions that somebody else has written over the
    /// agent's, as of a pod whose node was lost for a while, are written anew.
    public void told(PodIdentity pod) {
        Report report = reports.get(pod);
        if (report != null && report.isSent() && isContradicted(pod, report)) {
            reports.computeIfPresent(pod, (_, now) -> now.isSent() ? now.unsent() : now);
            queue.add(pod);
        }
    }

    /// What was written before the agent's last report is no contradiction.
    private boolean isContradicted(PodIdentity pod, Report report) {
        return told.apply(pod.key())
                .filter(now -> now.getMetadata().getUid().equals(pod.uid()))
                .filter(now -> revision(now) > report.sentRevision())
                .filter(now -> differ(now, report.wanted().path("conditions")))
                .isPresent();
    }

    private static boolean differ(Pod pod, JsonNode wanted) {
        Map<String, String> statuses = new TreeMap<>();
        for (PodCondition condition : pod.getStatus().getConditions()) {
            statuses.put(condition.getType(), condition.getStatus());
        }
        for (JsonNode condition : wanted) {
            String status = statuses.get(condition.path("type").asText());
            if (status != null && !status.equals(condition.path("status").asText())) {
                return true;
            }
        }
        return false;
    }

    private static long revision(Pod pod) {
        return Long.parseLong(pod.getMetadata().getResourceVersion());
    }

    /// The pod has ended and nothing is left of it: it may go once its last status has been taken.
    public void delete(PodIdentity pod) {
        reports.merge(
                pod,
                new Report(Json.object(), Json.object(), 0, true),
                (before, _) ->
                        new Report(before.wanted(), before.sent(), before.sentRevision(), true));
        queue.add(pod);
    }

    /// The pod is no longer in the API.
    public void forget(PodIdentity pod) {
        reports.remove(pod);
    }

    private Outcome send(PodIdentity pod) {
        Report report = reports.get(pod);
        if (report == null) {
            return Outcome.settled();
        }
        if (!report.isSent() && !sendStatus(pod, report.wanted())) {
            return Outcome.retryAfter(RETRY_AFTER_REFUSAL, "its status was refused");
        }
        return report.isToBeDeleted() ? sendDelete(pod) : Outcome.settled();
    }

    /// Whether it has been taken, or can't be any more.
    private boolean sendStatus(PodIdentity pod, ObjectNode status) {
        Optional<PodStatus> before =
                told.apply(pod.key())
                        .filter(now -> now.getMetadata().getUid().equals(pod.uid()))
                        .map(Pod::getStatus);
        Patch patch = StatusPatch.of(pod, status, before);
        return switch (client.patchStatus(Types.POD, pod.key(), patch)) {
            case ApiResult.Done<Pod>(var taken) -> {
                noteSent(pod, status, revision(taken));
                yield true;
            }
            case ApiResult.NotFound<Pod> _ -> {
                LOG.debug("{} is gone, its status needn't be written", pod);
                yield true;
            }
            case ApiResult.Conflict<Pod>(var refusal) -> {
                LOG.debug("{} has been replaced: {}", pod, refusal.message());
                yield true;
            }
            case ApiResult.AlreadyExists<Pod>(var refusal) -> {
                LOG.warn("status of {} was refused: {}", pod, refusal.message());
                yield false;
            }
            case ApiResult.Rejected<Pod>(var refusal) -> {
                LOG.warn("status of {} was refused: {}", pod, refusal.message());
                yield false;
            }
        };
    }

    private void noteSent(PodIdentity pod, ObjectNode status, long revision) {
        Report after =
                reports.computeIfPresent(
                        pod,
                        (_, now) ->
                                new Report(now.wanted(), status, revision, now.isToBeDeleted()));
        if (after != null && !after.isSent()) {
            queue.add(pod);
        }
        told(pod); // the next write may have been told already
    }

    private Outcome sendDelete(PodIdentity pod) {
        Deletion how = Deletion.ofUid(pod.uid()).withGrace(0);
        return switch (client.delete(Types.POD.kind(), pod.key(), how)) {
            case DeleteResult.Gone(), DeleteResult.NotFound(), DeleteResult.Conflict(var _) ->
                    Outcome.settled();
            case DeleteResult.Terminating() ->
                    Outcome.settled(); // a finalizer holds it; that is not the agent's business
            case DeleteResult.Rejected(var refusal) -> {
                LOG.warn("delete of {} was refused: {}", pod, refusal.message());
                yield Outcome.retryAfter(RETRY_AFTER_REFUSAL, refusal.message());
            }
        };
    }
}
