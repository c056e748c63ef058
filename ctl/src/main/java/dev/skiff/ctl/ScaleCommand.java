package dev.skiff.ctl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `skiff scale`.
@Command(
        name = "scale",
        description = "Set how many replicas run.",
        mixinStandardHelpOptions = true)
final class ScaleCommand extends ClusterCommand {
    @Parameters(paramLabel = "TYPE NAME… | TYPE/NAME…", arity = "0..*")
    private List<String> words = List.of();

    @Mixin private SelectionOptions selection = new SelectionOptions();

    @Mixin private DryRunOption dryRun = new DryRunOption();

    @Mixin private OutputOption output = new OutputOption();

    @Option(names = "--all", description = "every object of the kind")
    private boolean all;

    @Option(names = "--replicas", required = true, paramLabel = "COUNT", description = "how many")
    private int replicas;

    @Option(
            names = "--current-replicas",
            paramLabel = "COUNT",
            description = "only if there are this many now")
    private int currentReplicas = -1;

    @Option(
            names = "--resource-version",
            paramLabel = "VERSION",
            description = "only if the object is still at this version")
    private String resourceVersion = "";

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "how long to wait until so many run; 0s: do not wait")
    private String timeout = "0s";

    ScaleCommand(SessionSource sessions) {
        super(sessions);
    }

    /// An object to scale.
    private record Subject(ObjectFinder.Found found, ObjectNode object) {
        String path() {
            return found.path() + "/scale";
        }
    }

    @Override
    int run(Session session) {
        DryRun mode = dryRun.mode(session);
        refuseImpossible();
        Duration patience = Durations.parse(timeout);
        Results results = new Results(session, output.format(), mode);
        Failures failures = new Failures();
        List<Subject> subjects = subjects(session, failures);
        if (subjects.isEmpty()) {
            throw nothingToScale(failures);
        }
        for (Subject subject : subjects) {
            if (mode != DryRun.CLIENT) {
                scale(session, subject, mode);
            }
            if (mode == DryRun.NONE && !patience.isZero()) {
                await(session, subject, patience);
            }
            results.tell(subject.found().type(), subject.object(), "scaled");
        }
        return failures.report(session);
    }

    private void refuseImpossible() {
        if (replicas < 0) {
            throw new CommandFailure(
                    "error: The --replicas=COUNT flag is required, and COUNT must be greater than or"
                            + " equal to 0");
        }
        if (currentReplicas < -1) {
            throw new CommandFailure(
                    "error: The --current-replicas must specify an integer of -1 or greater");
        }
    }

    private List<Subject> subjects(Session session, Failures failures) {
        ObjectFinder.KindAlone kindAlone =
                all ? ObjectFinder.KindAlone.EVERY_OBJECT : ObjectFinder.KindAlone.REFUSED;
        ObjectFinder finder =
                new ObjectFinder(session, new ObjectFinder.Scope("", false, kindAlone), failures);
        List<Subject> subjects = new ArrayList<>();
        for (ObjectFinder.Found found : finder.find(words, selection)) {
            try {
                subjects.add(new Subject(found, found.object(session)));
            } catch (CommandFailure e) {
                failures.add(e);
            }
        }
        return subjects;
    }

    private static CommandFailure nothingToScale(Failures failures) {
        List<String> causes = failures.all().stream().map(CommandFailure::cause).toList();
        return new CommandFailure(
                "error: no objects passed to scale"
                        + switch (causes.size()) {
                            case 0 -> "";
                            case 1 -> " " + causes.getFirst();
                            default -> " [" + String.join(", ", causes) + "]";
                        });
    }

    private void scale(Session session, Subject subject, DryRun mode) {
        ObjectNode patch = Json.object();
        patch.putObject("spec").put("replicas", replicas);
        if (currentReplicas >= 0 || !resourceVersion.isEmpty()) {
            patch.putObject("metadata")
                    .put("resourceVersion", checkedRevision(session, subject.path()));
        }
        session.write("PATCH", subject.path(), mode.query(), "application/merge-patch+json", patch);
    }

    private String checkedRevision(Session session, String path) {
        ObjectNode scale = session.get(path, Map.of());
        int actual = scale.path("spec").path("replicas").asInt();
        if (currentReplicas >= 0 && actual != currentReplicas) {
            throw new CommandFailure(
                    "error: Expected replicas to be " + currentReplicas + ", was " + actual);
        }
        String revision = scale.path("metadata").path("resourceVersion").asText();
        if (!resourceVersion.isEmpty() && !revision.equals(resourceVersion)) {
            throw new CommandFailure(
                    "error: Expected resource version to be "
                            + resourceVersion
                            + ", was "
                            + revision);
        }
        return revision;
    }

    private void await(Session session, Subject subject, Duration patience) {
        ObjectFinder.Found found = subject.found();
        ObjectNode scale = session.get(subject.path(), Map.of());
        if (isReached(scale)) {
            return;
        }
        Instant deadline = session.time().instant().plus(patience);
        new WatchReader(
                        session,
                        deadline,
                        "error: timed out waiting for \"" + found.name() + "\" to be synced")
                .follow(
                        found.type().collectionPath(found.namespace()),
                        Map.of("fieldSelector", "metadata.name=" + found.name()),
                        scale.path("metadata").path("resourceVersion").asText(),
                        _ -> !isReached(session.get(subject.path(), Map.of())));
    }

    /// Also when somebody else wants another count by now.
    private boolean isReached(ObjectNode scale) {
        return scale.path("spec").path("replicas").asInt() != replicas
                || scale.path("status").path("replicas").asInt() == replicas;
    }
}
