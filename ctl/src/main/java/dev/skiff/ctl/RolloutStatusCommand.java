package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.status.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `skiff rollout status`.
@Command(
        name = "status",
        description = "Wait until a rollout is done.",
        mixinStandardHelpOptions = true)
final class RolloutStatusCommand extends ClusterCommand {
    private static final String REVISION = "deployment.kubernetes.io/revision";

    @Parameters(paramLabel = "TYPE [NAME…] | TYPE/NAME…", arity = "0..*")
    private List<String> words = List.of();

    @Mixin private SelectionOptions selection = new SelectionOptions();

    @Option(
            names = {"-w", "--watch"},
            arity = "0..1",
            paramLabel = "true|false",
            defaultValue = "true",
            fallbackValue = "true",
            description = "wait until it is done")
    private boolean watch;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "how long to wait for each, say 90s; 0s: for ever",
            defaultValue = "0s")
    private String timeout = "0s";

    @Option(
            names = "--revision",
            paramLabel = "NUMBER",
            description = "only if this revision is rolled out; 0: whichever is")
    private long revision;

    RolloutStatusCommand(SessionSource sessions) {
        super(sessions);
    }

    @Override
    int run(Session session) {
        if (words.isEmpty() && !selection.hasFiles()) {
            throw new CommandFailure("error: required resource not specified");
        }
        if (revision < 0) {
            throw new CommandFailure("error: revision must be a positive integer: " + revision);
        }
        Duration patience = Durations.parse(timeout);
        Failures failures = new Failures();
        List<ObjectFinder.Found> found =
                new ObjectFinder(
                                session,
                                new ObjectFinder.Scope(
                                        "", false, ObjectFinder.KindAlone.EVERY_OBJECT),
                                failures)
                        .find(words, selection);
        if (found.isEmpty() && failures.isEmpty()) {
            session.err().println("No resources found in " + session.namespace() + " namespace.");
        }
        for (ObjectFinder.Found object : found) {
            try {
                show(session, object, patience);
            } catch (CommandFailure e) {
                failures.add(e);
            }
        }
        return failures.report(session);
    }

    private void show(Session session, ObjectFinder.Found found, Duration patience) {
        ObjectNode deployment = found.object(session);
        ResourceType type = found.type();
        if (!type.kind().equals("Deployment")) {
            String group = type.groupVersion().group();
            throw new CommandFailure(
                    "error: no status viewer has been implemented for "
                            + type.kind()
                            + (group.isEmpty() ? "" : "." + group));
        }
        if (!show(session, deployment) || !watch) {
            return;
        }
        Instant deadline =
                patience.isZero() ? Instant.MAX : session.time().instant().plus(patience);
        new WatchReader(session, deadline, "error: timed out waiting for the condition")
                .follow(
                        type.collectionPath(found.namespace()),
                        Map.of("fieldSelector", "metadata.name=" + found.name()),
                        deployment.path("metadata").path("resourceVersion").asText(),
                        event -> show(session, event));
    }

    private boolean show(Session session, WatchEvent event) {
        return switch (event) {
            case WatchEvent.Added(StoredObject object) -> show(session, object.tree());
            case WatchEvent.Modified(StoredObject object) -> show(session, object.tree());
            case WatchEvent.Deleted(_) ->
                    throw new CommandFailure("error: object has been deleted");
            case WatchEvent.Bookmark(_, _) -> true;
            case WatchEvent.Failed(ObjectNode status) ->
                    throw CommandFailure.of(Status.ofTree(status));
        };
    }

    /// @return whether there is more to come
    private boolean show(Session session, ObjectNode deployment) {
        long running = deployment.path("metadata").path("annotations").path(REVISION).asLong();
        if (revision > 0 && running != revision) {
            throw new CommandFailure(
                    "error: desired revision (%d) is different from the running revision (%d)"
                            .formatted(revision, running));
        }
        RolloutProgress progress = RolloutProgress.of(deployment);
        session.out().println(progress.message());
        session.out().flush();
        return !progress.isDone();
    }

    /// How far a Deployment's rollout is, in kubectl's words.
    record RolloutProgress(String message, boolean isDone) {
        static RolloutProgress of(JsonNode deployment) {
            JsonNode status = deployment.path("status");
            String name = deployment.path("metadata").path("name").asText();
            long generation = deployment.path("metadata").path("generation").asLong();
            if (generation > status.path("observedGeneration").asLong()) {
                return new RolloutProgress(
                        "Waiting for deployment spec update to be observed...", false);
            }
            for (JsonNode condition : status.path("conditions")) {
                if (condition.path("type").asText().equals("Progressing")
                        && condition.path("reason").asText().equals("ProgressDeadlineExceeded")) {
                    throw new CommandFailure(
                            "error: deployment \"" + name + "\" exceeded its progress deadline");
                }
            }
            return counted(name, deployment.path("spec").path("replicas").asInt(1), status);
        }

        private static RolloutProgress counted(String name, int wanted, JsonNode status) {
            int updated = status.path("updatedReplicas").asInt();
            int replicas = status.path("replicas").asInt();
            int available = status.path("availableReplicas").asInt();
            String waiting = "Waiting for deployment \"" + name + "\" rollout to finish: ";
            if (updated < wanted) {
                return new RolloutProgress(
                        waiting
                                + updated
                                + " out of "
                                + wanted
                                + " new replicas have been updated...",
                        false);
            }
            if (replicas > updated) {
                return new RolloutProgress(
                        waiting + (replicas - updated) + " old replicas are pending termination...",
                        false);
            }
            if (available < updated) {
                return new RolloutProgress(
                        waiting
                                + available
                                + " of "
                                + updated
                                + " updated replicas are available...",
                        false);
            }
            return new RolloutProgress("deployment \"" + name + "\" successfully rolled out", true);
        }
    }
}
