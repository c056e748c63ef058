package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `skiff rollout pause`, `resume` and `restart`.
@Command(description = "Steer the rollouts of Deployments.", mixinStandardHelpOptions = true)
final class RolloutChangeCommand extends ClusterCommand {
    private static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

    enum Change {
        PAUSE("pause", "pausing", "paused"),
        RESUME("resume", "resuming", "resumed"),
        RESTART("restart", "restarting", "restarted");

        private final String word;
        private final String doing;
        private final String done;

        Change(String word, String doing, String done) {
            this.word = word;
            this.doing = doing;
            this.done = done;
        }

        String word() {
            return word;
        }
    }

    @Parameters(paramLabel = "TYPE [NAME…] | TYPE/NAME…", arity = "0..*")
    private List<String> words = List.of();

    @Mixin private SelectionOptions selection = new SelectionOptions();

    @Mixin private OutputOption output = new OutputOption();

    private final Change change;

    RolloutChangeCommand(SessionSource sessions, Change change) {
        super(sessions);
        this.change = change;
    }

    @Override
    int run(Session session) {
        if (words.isEmpty() && !selection.hasFiles()) {
            throw new CommandFailure("error: required resource not specified");
        }
        Results results = new Results(session, output.format(), DryRun.NONE);
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
                results.tell(object.type(), change(session, object), change.done);
            } catch (CommandFailure e) {
                failures.add(e);
            }
        }
        return failures.report(session);
    }

    private ObjectNode change(Session session, ObjectFinder.Found found) {
        ObjectNode object = found.object(session);
        String subject = "error: %s \"%s\" ".formatted(found.type().qualified(), found.name());
        if (!found.type().kind().equals("Deployment")) {
            throw new CommandFailure(subject + change.doing + " is not supported");
        }
        boolean isPaused = object.path("spec").path("paused").asBoolean();
        ObjectNode patch = Json.object();
        ObjectNode spec = patch.putObject("spec");
        switch (change) {
            case PAUSE -> {
                refuseIf(isPaused, subject + "is already paused");
                spec.put("paused", true);
            }
            case RESUME -> {
                refuseIf(!isPaused, subject + "is not paused");
                spec.putNull("paused");
            }
            case RESTART -> {
                refuseIf(
                        isPaused,
                        subject + "can't restart paused deployment (run rollout resume first)");
                markRestarted(spec, object, session);
            }
        }
        return session.write(
                "PATCH",
                found.path(),
                Map.of("fieldManager", "kubectl-rollout"),
                "application/strategic-merge-patch+json",
                patch);
    }

    private static void markRestarted(ObjectNode spec, ObjectNode deployment, Session session) {
        String now = now(session);
        refuseIf(
                now.equals(restartedAt(deployment)),
                "error: failed to create patch for "
                        + Manifest.nameOf(deployment)
                        + ": if restart has already been triggered within the past second, please wait"
                        + " before attempting to trigger another");
        spec.putObject("template")
                .putObject("metadata")
                .putObject("annotations")
                .put(RESTARTED_AT, now);
    }

    private static void refuseIf(boolean isImpossible, String message) {
        if (isImpossible) {
            throw new CommandFailure(message);
        }
    }

    private static String restartedAt(JsonNode deployment) {
        return deployment
                .path("spec")
                .path("template")
                .path("metadata")
                .path("annotations")
                .path(RESTARTED_AT)
                .asText();
    }

    private static String now(Session session) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                session.time().instant().truncatedTo(ChronoUnit.SECONDS).atZone(session.zone()));
    }
}
