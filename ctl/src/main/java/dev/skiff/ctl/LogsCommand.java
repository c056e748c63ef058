package dev.skiff.ctl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.ctl.stream.SideBySide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `skiff logs`.
@Command(
        name = "logs",
        description = "Show what containers printed.",
        mixinStandardHelpOptions = true)
final class LogsCommand extends ClusterCommand {
    private static final int TAIL_OF_SELECTED = 10;

    @Parameters(paramLabel = "POD | TYPE/NAME [CONTAINER]", arity = "0..*")
    private List<String> words = List.of();

    @Mixin private LogOptions lines = new LogOptions();

    @Option(
            names = {"-c", "--container"},
            paramLabel = "NAME",
            description = "which container")
    private String container = "";

    @Option(names = "--all-containers", description = "every container of the pod")
    private boolean allContainers;

    @Option(names = "--all-pods", description = "every pod of the workload; sets --prefix")
    private boolean allPods;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "the pods with these labels; of each the last 10 lines, unless --tail")
    private String labels = "";

    @Option(names = "--prefix", description = "with pod and container before each line")
    private boolean prefix;

    @Option(names = "--ignore-errors", description = "go on where a log cannot be read")
    private boolean ignoreErrors;

    @Option(
            names = "--max-log-requests",
            paramLabel = "COUNT",
            description = "how many logs to follow at once at most")
    private int maxRequests = 5;

    @Option(
            names = "--pod-running-timeout",
            paramLabel = "DURATION",
            description = "how long to wait for the first pod of a workload")
    private String podTimeout = "20s";

    LogsCommand(SessionSource sessions) {
        super(sessions);
    }

    @Override
    int run(Session session) {
        refuseContradictions();
        Duration patience = Durations.parse(podTimeout);
        if (patience.isZero()) {
            throw new CommandFailure("error: --pod-running-timeout must be higher than zero");
        }
        LogReader reader =
                new LogReader(session, lines.query(labels.isEmpty() ? -1 : TAIL_OF_SELECTED));
        List<ObjectNode> pods = pods(new LogPods(session, patience));
        if (pods.isEmpty()) {
            session.err().println("No resources found in " + session.namespace() + " namespace.");
            return 0;
        }
        LogSources choice =
                new LogSources(
                        session,
                        chosenContainer(),
                        allContainers ? LogSources.Wanted.ALL : LogSources.Wanted.ONE);
        List<LogSources.Source> sources = new ArrayList<>();
        pods.forEach(pod -> sources.addAll(choice.of(pod)));
        show(session, reader, sources);
        return 0;
    }

    private void refuseContradictions() {
        boolean isSelected = !labels.isEmpty();
        if (words.size() > 2 || (words.isEmpty() && !isSelected)) {
            throw new CommandFailure(
                    """
                    error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.
                    POD or TYPE/NAME is a required argument for the logs command
                    See 'kubectl logs -h' for help and examples""");
        }
        if (isSelected && !words.isEmpty()) {
            throw new CommandFailure(
                    """
                    error: only a selector (-l) or a POD name is allowed
                    See 'kubectl logs -h' for help and examples""");
        }
        if (words.size() == 2 && !container.isEmpty()) {
            throw new CommandFailure(
                    "error: only one of -c or an inline [CONTAINER] arg is allowed");
        }
        if (allContainers && !chosenContainer().isEmpty()) {
            throw new CommandFailure(
                    "error: --all-containers=true should not be specified with container name "
                            + chosenContainer());
        }
    }

    private String chosenContainer() {
        return words.size() == 2 ? words.get(1) : container;
    }

    private List<ObjectNode> pods(LogPods pods) {
        if (!labels.isEmpty()) {
            return pods.labelled(labels);
        }
        List<ObjectNode> named = pods.named(words.getFirst());
        return allPods ? named : List.of(pods.best(named));
    }

    private void show(Session session, LogReader reader, List<LogSources.Source> sources) {
        if (lines.follows() && sources.size() > 1) {
            if (sources.size() > maxRequests) {
                throw new CommandFailure(
                        ("error: you are attempting to follow %d log streams, but maximum allowed"
                                        + " concurrency is %d, use --max-log-requests to increase the limit")
                                .formatted(sources.size(), maxRequests));
            }
            List<Runnable> tasks = new ArrayList<>();
            sources.forEach(source -> tasks.add(() -> show(session, reader, source)));
            SideBySide.run("logs-", tasks);
        } else {
            sources.forEach(source -> show(session, reader, source));
        }
    }

    private void show(Session session, LogReader reader, LogSources.Source source) {
        try {
            reader.copy(
                    source, prefix || allPods ? Optional.of(source.prefix()) : Optional.empty());
        } catch (CommandFailure e) {
            if (!ignoreErrors) {
                throw e;
            }
            session.out().println("error: " + e.cause());
        }
    }
}
