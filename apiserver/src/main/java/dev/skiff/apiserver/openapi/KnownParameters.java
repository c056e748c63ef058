package dev.skiff.apiserver.openapi;

import static dev.skiff.apiserver.openapi.ApiParameter.inPath;
import static dev.skiff.apiserver.openapi.ApiParameter.inQuery;

import java.util.List;
import java.util.Map;

/// The parameters of operations, by what the operation does.
final class KnownParameters {
    static final ApiParameter NAMESPACE = inPath("namespace", "The namespace of the objects.");
    static final ApiParameter PRETTY =
            inQuery(
                    "pretty",
                    "string",
                    "Whether the answer is indented. Left out, it is for browsers, curl and wget.");

    private static final ApiParameter DRY_RUN =
            inQuery("dryRun", "string", "All: everything is done but nothing is stored.");

    /// Of what creates or replaces an object.
    static final List<ApiParameter> WRITE =
            List.of(
                    DRY_RUN,
                    inQuery(
                            "fieldManager",
                            "string",
                            "Who makes the change, for managedFields: at most 128 printable"
                                    + " characters. Server-side apply requires it."),
                    inQuery(
                            "fieldValidation",
                            "string",
                            "What becomes of unknown and duplicate fields: Ignore drops them, Warn"
                                    + " (the default) says so in a warning, Strict refuses the"
                                    + " request."));

    /// Of a patch, besides [#WRITE].
    static final ApiParameter FORCE =
            inQuery(
                    "force",
                    "boolean",
                    "Whether server-side apply takes over fields that others own.");

    /// Of what deletes one object.
    static final List<ApiParameter> DELETE =
            List.of(
                    DRY_RUN,
                    inQuery(
                            "gracePeriodSeconds",
                            "integer",
                            "How long the object has to end in order; 0 deletes at once."),
                    inQuery(
                            "ignoreStoreReadErrorWithClusterBreakingPotential",
                            "boolean",
                            "Whether an object that can no longer be read is removed regardless of"
                                    + " what depends on it."),
                    inQuery(
                            "orphanDependents",
                            "boolean",
                            "Old form of propagationPolicy: true is Orphan. Not both."),
                    inQuery(
                            "propagationPolicy",
                            "string",
                            "What becomes of objects this one owns: Orphan keeps them, Background"
                                    + " deletes them afterwards, Foreground before."));

    /// Of what chooses objects of a collection.
    static final List<ApiParameter> SELECT =
            List.of(
                    inQuery(
                            "continue",
                            "string",
                            "Asks for the next page: the value of metadata.continue of the last."),
                    inQuery("fieldSelector", "string", "Only objects with these field values."),
                    inQuery("labelSelector", "string", "Only objects with these labels."),
                    inQuery("limit", "integer", "How many objects a page has at most."),
                    inQuery(
                            "resourceVersion",
                            "string",
                            "How old the answer may be; of a watch, after which version it begins."),
                    inQuery(
                            "resourceVersionMatch",
                            "string",
                            "Exact or NotOlderThan: how resourceVersion is meant."),
                    inQuery(
                            "sendInitialEvents",
                            "boolean",
                            "Whether a watch begins with the objects there are, ended by a"
                                    + " bookmark. Needs resourceVersionMatch."),
                    inQuery("timeoutSeconds", "integer", "How long the call may last."));

    /// Of what lists or watches, besides [#SELECT].
    static final List<ApiParameter> WATCH =
            List.of(
                    inQuery(
                            "allowWatchBookmarks",
                            "boolean",
                            "Whether a watch may send bookmarks, which tell how far it has come."),
                    inQuery("watch", "boolean", "Whether to send changes as they come."));

    private static final ApiParameter CONTAINER =
            inQuery("container", "string", "Which container, where the pod has several.");
    private static final List<ApiParameter> STREAMS =
            List.of(
                    inQuery("stderr", "boolean", "Whether standard error is sent."),
                    inQuery("stdin", "boolean", "Whether standard input is received."),
                    inQuery("stdout", "boolean", "Whether standard output is sent."),
                    inQuery("tty", "boolean", "Whether there is a terminal."));

    /// Of the log of a pod.
    static final List<ApiParameter> LOG =
            List.of(
                    CONTAINER,
                    inQuery("follow", "boolean", "Whether to go on with what is written later."),
                    inQuery(
                            "insecureSkipTLSVerifyBackend",
                            "boolean",
                            "Whether the node's certificate is taken unchecked."),
                    inQuery("limitBytes", "integer", "After how many bytes to stop."),
                    inQuery("previous", "boolean", "The container before its last restart."),
                    inQuery("sinceSeconds", "integer", "Only lines of the last so many seconds."),
                    inQuery("stream", "string", "All, Stdout or Stderr."),
                    inQuery("tailLines", "integer", "Only so many lines from the end."),
                    inQuery("timestamps", "boolean", "Whether each line begins with its time."));

    /// Of connections, by the kind of their options.
    private static final Map<String, List<ApiParameter>> CONNECT =
            Map.of(
                    "PodAttachOptions",
                    with(STREAMS, CONTAINER),
                    "PodExecOptions",
                    with(
                            STREAMS,
                            CONTAINER,
                            inQuery(
                                    "command",
                                    "string",
                                    "The command; once for each of its words.")),
                    "PodPortForwardOptions",
                    List.of(inQuery("ports", "integer", "Which ports of the pod.")));

    private KnownParameters() {}

    static ApiParameter name(String kind) {
        return inPath("name", "The name of the " + kind + ".");
    }

    /// Of a connection whose options are of that kind.
    static List<ApiParameter> connect(String optionsKind) {
        return CONNECT.getOrDefault(
                optionsKind,
                List.of(inQuery("path", "string", "The path to ask for behind the proxy.")));
    }

    private static List<ApiParameter> with(List<ApiParameter> all, ApiParameter... more) {
        return java.util.stream.Stream.concat(all.stream(), java.util.Arrays.stream(more)).toList();
    }
}
