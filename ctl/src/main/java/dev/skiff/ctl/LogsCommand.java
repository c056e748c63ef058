package dev.skiff.ctl;

import dev.skiff.api.request.ApiResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `skiff logs`.
@Command(
        name = "logs",
        description = "Show what a container printed.",
        mixinStandardHelpOptions = true)
final class LogsCommand extends ClusterCommand {
    @Parameters(index = "0", paramLabel = "POD | TYPE/NAME")
    private String target = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "CONTAINER")
    private String containerWord = "";

    @Option(
            names = {"-c", "--container"},
            paramLabel = "NAME",
            description = "which container")
    private String container = "";

    @Option(
            names = {"-f", "--follow"},
            description = "go on as more is printed")
    private boolean follow;

    @Option(
            names = {"-p", "--previous"},
            description = "of the container before its last restart")
    private boolean previous;

    @Option(names = "--tail", paramLabel = "LINES", description = "only the last lines")
    private int tail = -1;

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            description = "only what is newer than, say, 5s, 2m, 3h")
    private String since = "";

    @Option(names = "--timestamps", description = "with the time of each line")
    private boolean timestamps;

    LogsCommand(SessionSource sessions) {
        super(sessions);
    }

    @Override
    int run(Session session) {
        String path =
                "/api/v1/namespaces/" + session.namespace() + "/pods/" + podName(session) + "/log";
        ApiResponse answer = session.send("GET", path, query(), Map.of(), new byte[0]);
        switch (answer) {
            case ApiResponse.Streaming streaming -> copy(streaming, session);
            case ApiResponse.Full full when full.status() < 300 ->
                    session.out().writeBytes(full.body());
            case ApiResponse.Full full -> throw CommandFailure.of(Session.status(full));
            case ApiResponse.Watch watch -> {
                watch.stream().close();
                throw new CommandFailure(
                        "error: the server answered with a watch where logs were asked for");
            }
        }
        session.out().flush();
        return 0;
    }

    private static void copy(ApiResponse.Streaming streaming, Session session) {
        try (var stream = streaming.stream()) {
            stream.copyTo(session.out());
        } catch (IOException e) {
            throw new CommandFailure("error: the logs broke off: " + e.getMessage(), e);
        }
    }

    /// The pod itself, or the first pod of a workload.
    private String podName(Session session) {
        int slash = target.indexOf('/');
        if (slash < 0) {
            return existing(session, target);
        }
        ResourceType type = session.catalogue().find(target.substring(0, slash));
        String name = target.substring(slash + 1);
        return type.plural().equals("pods")
                ? existing(session, name)
                : new PodsOf(session)
                        .names(type, name).stream()
                                .findFirst()
                                .orElseThrow(
                                        () ->
                                                new CommandFailure(
                                                        "error: no pods found for " + target));
    }

    private static String existing(Session session, String pod) {
        String path = "/api/v1/namespaces/" + session.namespace() + "/pods/" + pod;
        if (session.find(path).isEmpty()) {
            throw new CommandFailure(
                    "error: error from server (NotFound): pods \"%s\" not found in namespace \"%s\""
                            .formatted(pod, session.namespace()));
        }
        return pod;
    }

    private Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        String chosen = container.isEmpty() ? containerWord : container;
        if (!chosen.isEmpty()) {
            query.put("container", chosen);
        }
        if (follow) {
            query.put("follow", "true");
        }
        if (previous) {
            query.put("previous", "true");
        }
        if (timestamps) {
            query.put("timestamps", "true");
        }
        if (tail >= 0) {
            query.put("tailLines", Integer.toString(tail));
        }
        if (!since.isEmpty()) {
            query.put("sinceSeconds", Long.toString(Durations.parse(since).toSeconds()));
        }
        return query;
    }
}
