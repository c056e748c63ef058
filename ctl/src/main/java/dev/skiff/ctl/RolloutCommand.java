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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `skiff rollout`, of which there is `status`.
@Command(name = "rollout", description = "Follow a rollout.", mixinStandardHelpOptions = true)
final class RolloutCommand {
    /// `skiff rollout status`.
    @Command(
            name = "status",
            description = "Wait until a rollout is done.",
            mixinStandardHelpOptions = true)
    static final class StatusCommand extends ClusterCommand {
        @Parameters(paramLabel = "TYPE NAME | TYPE/NAME", arity = "1..*")
        private List<String> words = List.of();

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
                description = "how long to wait, say 90s; 0s: for ever",
                defaultValue = "0s")
        private String timeout = "0s";

        StatusCommand(SessionSource sessions) {
            super(sessions);
        }

        @Override
        int run(Session session) {
            for (Targets.Named target : Targets.parse(words, session.catalogue()).objects()) {
                if (!target.type().kind().equals("Deployment")) {
                    throw new CommandFailure(
                            "error: no status viewer has been implemented for "
                                    + target.type().kind());
                }
                ObjectNode deployment =
                        session.get(
                                target.type().objectPath(session.namespace(), target.name()),
                                Map.of());
                if (show(session, deployment) && watch) {
                    follow(session, target, deployment);
                }
            }
            return 0;
        }

        private void follow(Session session, Targets.Named target, ObjectNode deployment) {
            Duration patience = Durations.parse(timeout);
            Instant deadline =
                    patience.isZero() ? Instant.MAX : session.time().instant().plus(patience);
            new WatchReader(session, deadline, "error: timed out waiting for the condition")
                    .follow(
                            target.type().collectionPath(session.namespace()),
                            Map.of("fieldSelector", "metadata.name=" + target.name()),
                            deployment.path("metadata").path("resourceVersion").asText(),
                            event -> show(session, event));
        }

        private static boolean show(Session session, WatchEvent event) {
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
        private static boolean show(Session session, ObjectNode deployment) {
            RolloutProgress progress = RolloutProgress.of(deployment);
            session.out().println(progress.message());
            session.out().flush();
            return !progress.isDone();
        }
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
