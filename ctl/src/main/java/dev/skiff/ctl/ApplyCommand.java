package dev.skiff.ctl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `skiff apply`.
@Command(
        name = "apply",
        description = "Make objects be as manifests say.",
        mixinStandardHelpOptions = true)
final class ApplyCommand extends ClusterCommand {
    @Mixin private SelectionOptions selection = new SelectionOptions();

    @Mixin private DryRunOption dryRun = new DryRunOption();

    @Mixin private OutputOption output = new OutputOption();

    @Mixin private DeletionOptions deletion = new DeletionOptions();

    @Option(names = "--server-side", description = "let the server compare")
    private boolean serverSide;

    @Option(
            names = "--force-conflicts",
            description = "with --server-side: take fields from whoever else set them")
    private boolean forceConflicts;

    @Option(
            names = "--field-manager",
            paramLabel = "NAME",
            description = "who sets the fields (default kubectl-client-side-apply)")
    private String fieldManager = "";

    @Option(
            names = "--validate",
            paramLabel = "strict|warn|ignore",
            description = "what to do about fields that the server does not know")
    private String validate = "strict";

    @Option(names = "--prune", hidden = true)
    private boolean prune;

    ApplyCommand(SessionSource sessions) {
        super(sessions);
    }

    @Override
    int run(Session session) {
        DryRun mode = dryRun.mode(session);
        ResultFormat format = output.format();
        refuseContradictions(mode);
        List<ManifestFiles.Entry> entries = selection.manifests(session);
        if (entries.isEmpty()) {
            throw new CommandFailure("error: no objects passed to apply");
        }
        Applier applier = applier(session, mode);
        Results results = new Results(session, format, mode);
        List<ObjectNode> applied = new ArrayList<>();
        Failures failures = new Failures();
        for (ManifestFiles.Entry entry : entries) {
            try {
                ResourceType type = entry.type(session.catalogue());
                Applier.Applied result =
                        applier.apply(type, entry.source(), placed(session, type, entry));
                applied.add(result.object());
                if (!format.showsObjects()) {
                    results.tell(type, result.object(), result.done());
                }
            } catch (CommandFailure e) {
                failures.add(e);
            }
        }
        if (format.showsObjects() && !applied.isEmpty()) {
            results.show(applied);
        }
        return failures.report(session);
    }

    private void refuseContradictions(DryRun mode) {
        if (!selection.hasFiles()) {
            throw new CommandFailure("error: must specify one of -f and -k");
        }
        if (prune) {
            throw new CommandFailure(
                    "error: --prune is not there yet; kubectl apply --prune works on this cluster");
        }
        if (serverSide && mode == DryRun.CLIENT) {
            throw new CommandFailure(
                    "error: --dry-run=client doesn't work with --server-side (did you mean --dry-run=server"
                            + " instead?)");
        }
        if (forceConflicts && !serverSide) {
            throw new CommandFailure("error: --force-conflicts only works with --server-side");
        }
        if (deletion.force() && serverSide) {
            throw new CommandFailure("error: --force cannot be used with --server-side");
        }
        if (deletion.force() && mode == DryRun.SERVER) {
            throw new CommandFailure("error: --dry-run=server cannot be used with --force");
        }
    }

    private Applier applier(Session session, DryRun mode) {
        Map<String, String> query = new LinkedHashMap<>(mode.query());
        query.put("fieldValidation", validation());
        if (serverSide) {
            query.put("fieldManager", fieldManager.isEmpty() ? "kubectl" : fieldManager);
            query.put("force", Boolean.toString(forceConflicts));
            return new ServerSideApply(session, query);
        }
        query.put(
                "fieldManager",
                fieldManager.isEmpty() ? "kubectl-client-side-apply" : fieldManager);
        Deletion work = deletion.open(session, deletion.gracePeriod());
        return new ClientSideApply(
                session,
                mode,
                query,
                new ClientSideApply.Replacement(
                        deletion.force() ? Optional.of(work) : Optional.empty(),
                        deletion.timeout()));
    }

    private String validation() {
        return switch (validate) {
            case "strict", "true" -> "Strict";
            case "warn" -> "Warn";
            case "ignore", "false" -> "Ignore";
            default ->
                    throw new CommandFailure(
                            "error: invalid - validate option \""
                                    + validate
                                    + "\"; must be one of: strict (or true), warn, ignore (or false)");
        };
    }

    private static ObjectNode placed(
            Session session, ResourceType type, ManifestFiles.Entry entry) {
        ObjectNode object = entry.object();
        ObjectNode placed = object.deepCopy();
        if (Manifest.nameOf(object).isEmpty()) {
            String generateName = object.path("metadata").path("generateName").asText();
            throw new CommandFailure(
                    generateName.isEmpty()
                            ? "error: resource name may not be empty"
                            : "error: from %s: cannot use generate name with apply"
                                    .formatted(generateName));
        }
        if (type.isNamespaced()) {
            ((ObjectNode) placed.path("metadata")).put("namespace", entry.namespace(session));
        }
        return placed;
    }
}
