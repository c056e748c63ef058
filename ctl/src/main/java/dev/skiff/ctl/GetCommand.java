package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.ctl.TableText.Extra;
import dev.skiff.ctl.TableText.Lead;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `skiff get`.
@Command(name = "get", description = "Show objects.", mixinStandardHelpOptions = true)
final class GetCommand extends ClusterCommand {
    @Parameters(paramLabel = "TYPE [NAME…] | TYPE/NAME…", arity = "0..*")
    private List<String> words = List.of();

    @Mixin private GetSelection selection = new GetSelection();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description =
                    "wide, yaml, json, name, jsonpath=…, jsonpath-as-json=…, jsonpath-file=…,"
                            + " custom-columns=… or custom-columns-file=…")
    private String output = "";

    @Option(
            names = {"-w", "--watch"},
            description = "go on showing changes")
    private boolean watch;

    @Option(names = "--watch-only", description = "show changes only")
    private boolean watchOnly;

    @Option(names = "--output-watch-events", description = "say what each change was")
    private boolean showEvents;

    @Option(names = "--sort-by", paramLabel = "PATH", description = "sort by what is at a JSONPath")
    private String sortBy = "";

    @Option(names = "--show-labels", description = "with a column of labels")
    private boolean showLabels;

    @Option(
            names = {"-L", "--label-columns"},
            paramLabel = "LABEL",
            split = ",",
            description = "with a column for each of these labels")
    private List<String> labelColumns = List.of();

    @Option(names = "--show-kind", description = "with the kind before each name")
    private boolean showKind;

    @Option(names = "--show-managed-fields", description = "with who set what, in yaml and json")
    private boolean showManagedFields;

    @Option(names = "--no-headers", description = "without the header")
    private boolean noHeaders;

    @Option(names = "--ignore-not-found", description = "a missing object is no error")
    private boolean ignoreNotFound;

    @Option(names = "--raw", paramLabel = "PATH", description = "what the server has at a path")
    private Optional<String> raw = Optional.empty();

    GetCommand(SessionSource sessions) {
        super(sessions);
    }

    @Override
    int run(Session session) {
        if (raw.isPresent()) {
            return new RawAnswer(session).print(raw.get(), words);
        }
        OutputFormat format =
                OutputFormat.parse(output, new OutputFormat.Options(showManagedFields, !noHeaders));
        if (watch || watchOnly) {
            return follow(session, format);
        }
        if (showEvents) {
            throw new CommandFailure(
                    "error: --output-watch-events option can only be used with --watch or"
                            + " --watch-only");
        }
        List<Place> places = selection.places(words, session);
        Found found = find(session, places, format);
        switch (format) {
            case OutputFormat.Table table -> printTables(session, found, table);
            case OutputFormat.Name() ->
                    objects(found).forEach(o -> session.out().println(reference(session, o)));
            case OutputFormat.Objects(ObjectPrinter printer) ->
                    printObjects(session, found, printer);
        }
        return found.exitCode();
    }

    private int follow(Session session, OutputFormat format) {
        if (!sortBy.isEmpty()) {
            session.err()
                    .println(
                            "warning: --watch or --watch-only requested, --sort-by will be ignored");
        }
        WatchView.Options options =
                new WatchView.Options(watchOnly, showEvents, tableOptions(format));
        new WatchView(session, format, options)
                .follow(selection.single(words, session), selection.query());
        return 0;
    }

    /// @param answers of the server, one for each place
    private record Found(List<Place> places, List<ObjectNode> answers, int exitCode) {}

    /// Objects that are missing are told of and left out.
    private Found find(Session session, List<Place> places, OutputFormat format) {
        boolean isTable = format instanceof OutputFormat.Table;
        PagedReader reader =
                new PagedReader(
                        session, isTable ? TableText.ACCEPT : Session.JSON, selection.chunkSize());
        Map<String, String> query = new LinkedHashMap<>(selection.query());
        if (isTable && !sortBy.isEmpty()) {
            query.put("includeObject", "Object");
        }
        List<Place> answered = new ArrayList<>();
        List<ObjectNode> answers = new ArrayList<>();
        int exitCode = 0;
        for (Place place : places) {
            try {
                answers.add(
                        place.isCollection()
                                ? reader.collection(place.path(), query)
                                : reader.get(place.path(), Map.of()));
                answered.add(place);
            } catch (CommandFailure e) {
                exitCode = Math.max(exitCode, failed(session, e));
            }
        }
        return new Found(answered, answers, exitCode);
    }

    private int failed(Session session, CommandFailure failure) {
        if (failure.isMissing() && ignoreNotFound) {
            return 0;
        }
        session.err().println(failure.getMessage());
        return 1;
    }

    /// Tables of one kind are joined; with several kinds each stands alone and names carry
    /// their kind.
    private void printTables(Session session, Found found, OutputFormat.Table format) {
        boolean isMixed = found.places().stream().map(Place::type).distinct().count() > 1;
        TableText text = new TableText(tableOptions(format));
        Optional<ResourceType> before = Optional.empty();
        for (int i = 0; i < found.places().size(); i++) {
            ObjectNode table = sortedTable(found.answers().get(i));
            if (table.path("rows").isEmpty()) {
                continue;
            }
            ResourceType type = found.places().get(i).type();
            if (before.isPresent() && !before.get().equals(type)) {
                session.out().println();
                text = new TableText(tableOptions(format));
            }
            before = Optional.of(type);
            String prefix = isMixed || showKind ? type.reference("") : "";
            text.print(table, new Lead("", prefix), session.out());
        }
        if (before.isEmpty() && found.exitCode() == 0 && !ignoreNotFound) {
            session.err().println(selection.nothingFound(found.places(), session));
        }
    }

    private ObjectNode sortedTable(ObjectNode table) {
        if (!sortBy.isEmpty()) {
            List<JsonNode> rows = new ArrayList<>();
            table.path("rows").forEach(rows::add);
            List<JsonNode> sorted = SortOrder.parse(sortBy).sort(rows, row -> row.path("object"));
            table.putArray("rows").addAll(sorted);
        }
        return table;
    }

    private void printObjects(Session session, Found found, ObjectPrinter printer) {
        boolean isSingle = found.places().size() == 1 && !found.places().getFirst().isCollection();
        if (isSingle) {
            printer.print(found.answers().getFirst(), session.out());
        } else if (!found.places().isEmpty()) {
            printer.print(ObjectText.list(objects(found)), session.out());
        }
    }

    private List<ObjectNode> objects(Found found) {
        List<ObjectNode> objects = new ArrayList<>();
        for (int i = 0; i < found.places().size(); i++) {
            ObjectNode answer = found.answers().get(i);
            objects.addAll(
                    found.places().get(i).isCollection()
                            ? ObjectText.itemsOf(answer)
                            : List.of(answer));
        }
        return sortBy.isEmpty() ? objects : SortOrder.parse(sortBy).sort(objects, o -> o);
    }

    private static String reference(Session session, ObjectNode object) {
        return Manifest.typeOf(object, session.catalogue()).reference(Manifest.nameOf(object));
    }

    private TableText.Options tableOptions(OutputFormat format) {
        Set<Extra> extras = EnumSet.noneOf(Extra.class);
        include(extras, Extra.WIDE, format.equals(new OutputFormat.Table(true)));
        include(extras, Extra.NAMESPACE, selection.isEverywhere());
        include(extras, Extra.LABELS, showLabels);
        include(extras, Extra.HEADERS, !noHeaders);
        include(extras, Extra.EVENTS, showEvents);
        return new TableText.Options(extras, labelColumns);
    }

    private static void include(Set<Extra> extras, Extra extra, boolean isWanted) {
        if (isWanted) {
            extras.add(extra);
        }
    }
}
