package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `skiff get`.
@Command(name = "get", description = "Show objects.", mixinStandardHelpOptions = true)
final class GetCommand extends ClusterCommand {
    private static final String TABLE_ACCEPT =
            "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    @Parameters(paramLabel = "TYPE [NAME…] | TYPE/NAME…", arity = "0..*")
    private List<String> words = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "wide, yaml, json or name")
    private String output = "";

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "only objects with these labels")
    private String labelSelector = "";

    @Option(
            names = "--field-selector",
            paramLabel = "SELECTOR",
            description = "only objects with these fields")
    private String fieldSelector = "";

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "in every namespace")
    private boolean allNamespaces;

    @Option(
            names = {"-w", "--watch"},
            description = "go on showing changes")
    private boolean watch;

    @Option(names = "--show-labels", description = "with a column of labels")
    private boolean showLabels;

    @Option(names = "--no-headers", description = "without the header")
    private boolean noHeaders;

    @Option(names = "--ignore-not-found", description = "a missing object is no error")
    private boolean ignoreNotFound;

    GetCommand(SessionSource sessions) {
        super(sessions);
    }

    @Override
    int run(Session session) {
        OutputFormat format = OutputFormat.parse(output);
        Targets targets = Targets.parse(words, session.catalogue());
        if (watch) {
            new WatchView(session, format, tableOptions(format)).follow(single(targets), query());
            return 0;
        }
        return format.isTable()
                ? printTables(session, targets, format)
                : printObjects(session, targets, format);
    }

    /// @param types of the tables, one by one
    /// @param isMixed whether more than one kind was asked for
    private record Tables(List<JsonNode> tables, List<ResourceType> types, boolean isMixed) {}

    private int printTables(Session session, Targets targets, OutputFormat format) {
        List<JsonNode> tables = new ArrayList<>();
        List<ResourceType> types = new ArrayList<>();
        int exitCode = 0;
        for (ResourceType type : targets.types()) {
            JsonNode table = fetchTable(session, type.collectionPath(scope(session)), query());
            if (!table.path("rows").isEmpty()) {
                tables.add(table);
                types.add(type);
            }
        }
        for (Targets.Named object : targets.objects()) {
            try {
                tables.add(
                        fetchTable(
                                session,
                                object.type().objectPath(session.namespace(), object.name()),
                                Map.of()));
                types.add(object.type());
            } catch (CommandFailure e) {
                exitCode = failed(session, e);
            }
        }
        print(session, new Tables(tables, types, targets.isMixed()), format);
        if (tables.isEmpty() && targets.objects().isEmpty()) {
            session.err().println(nothingFound(session, targets));
        }
        return exitCode;
    }

    private int failed(Session session, CommandFailure failure) {
        boolean isMissing =
                String.valueOf(failure.getMessage()).startsWith("Error from server (NotFound)");
        if (isMissing && ignoreNotFound) {
            return 0;
        }
        session.err().println(failure.getMessage());
        return 1;
    }

    /// Tables of one kind are joined; with several kinds each stands alone and names carry
    /// their kind.
    private void print(Session session, Tables shown, OutputFormat format) {
        List<JsonNode> tables = shown.tables();
        List<ResourceType> types = shown.types();
        TableText text = new TableText(tableOptions(format));
        for (int i = 0; i < tables.size(); i++) {
            boolean startsAnew = i > 0 && !types.get(i).equals(types.get(i - 1));
            if (startsAnew) {
                session.out().println();
                text = new TableText(tableOptions(format));
            }
            String prefix = shown.isMixed() ? types.get(i).reference("") : "";
            text.print(tables.get(i), prefix, session.out());
        }
    }

    private int printObjects(Session session, Targets targets, OutputFormat format) {
        List<ObjectNode> objects = new ArrayList<>();
        for (ResourceType type : targets.types()) {
            objects.addAll(
                    ObjectText.itemsOf(session.get(type.collectionPath(scope(session)), query())));
        }
        int exitCode = 0;
        for (Targets.Named object : targets.objects()) {
            try {
                objects.add(
                        session.get(
                                object.type().objectPath(session.namespace(), object.name()),
                                Map.of()));
            } catch (CommandFailure e) {
                exitCode = failed(session, e);
            }
        }
        boolean isSingle = targets.objects().size() == 1;
        if (isSingle && objects.isEmpty()) {
            return exitCode;
        }
        JsonNode shown = isSingle ? objects.getFirst() : ObjectText.list(objects);
        switch (format) {
            case YAML -> session.out().print(ObjectText.yaml(shown));
            case JSON -> session.out().print(ObjectText.json(shown));
            case NAME ->
                    objects.forEach(object -> session.out().println(reference(session, object)));
            case TABLE, WIDE -> throw new IllegalStateException("tables are printed elsewhere");
        }
        return exitCode;
    }

    private static String reference(Session session, ObjectNode object) {
        return Manifest.typeOf(object, session.catalogue()).reference(Manifest.nameOf(object));
    }

    private static JsonNode fetchTable(Session session, String path, Map<String, String> query) {
        return session.success(
                session.send("GET", path, query, Map.of("Accept", TABLE_ACCEPT), new byte[0]));
    }

    private Targets.Named single(Targets targets) {
        if (targets.types().size() == 1) {
            return new Targets.Named(targets.types().getFirst(), "");
        }
        if (targets.objects().size() == 1) {
            return targets.objects().getFirst();
        }
        throw new CommandFailure("error: you may only specify a single resource type");
    }

    private Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        Optional.of(labelSelector)
                .filter(s -> !s.isEmpty())
                .ifPresent(s -> query.put("labelSelector", s));
        Optional.of(fieldSelector)
                .filter(s -> !s.isEmpty())
                .ifPresent(s -> query.put("fieldSelector", s));
        return query;
    }

    private String scope(Session session) {
        return allNamespaces ? "" : session.namespace();
    }

    private TableText.Options tableOptions(OutputFormat format) {
        return new TableText.Options(
                format == OutputFormat.WIDE, allNamespaces, showLabels, !noHeaders);
    }

    private String nothingFound(Session session, Targets targets) {
        boolean isNamespaced = targets.types().stream().anyMatch(ResourceType::isNamespaced);
        return isNamespaced && !allNamespaces
                ? "No resources found in " + session.namespace() + " namespace."
                : "No resources found";
    }
}
