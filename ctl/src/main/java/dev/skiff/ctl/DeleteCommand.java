package dev.skiff.ctl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `skiff delete`.
@Command(
        name = "delete",
        description = "Delete objects and wait until they are gone.",
        mixinStandardHelpOptions = true)
final class DeleteCommand extends ClusterCommand {
    @Parameters(paramLabel = "TYPE NAME… | TYPE/NAME…", arity = "0..*")
    private List<String> words = List.of();

    @Mixin private SelectionOptions selection = new SelectionOptions();

    @Mixin private DryRunOption dryRun = new DryRunOption();

    @Mixin private DeletionOptions deletion = new DeletionOptions();

    @Option(names = "--all", description = "every object of the kind")
    private boolean all;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "in every namespace")
    private boolean allNamespaces;

    @Option(
            names = "--field-selector",
            paramLabel = "SELECTOR",
            description = "the objects with these fields")
    private String fields = "";

    @Option(names = "--now", description = "as --grace-period=1")
    private boolean now;

    @Option(names = "--ignore-not-found", description = "a missing object is no error")
    private boolean ignoreNotFound;

    @Option(
            names = {"-i", "--interactive"},
            description = "ask first")
    private boolean interactive;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "name",
            description = "name: tell only kind and name of what is deleted")
    private String output = "";

    DeleteCommand(SessionSource sessions) {
        super(sessions);
    }

    @Override
    int run(Session session) {
        DryRun mode = dryRun.mode(session);
        refuseContradictions();
        Deletion work = deletion.open(session, gracePeriod());
        Failures failures = new Failures();
        List<ObjectFinder.Found> doomed = finder(session, failures).find(words, selection);
        warnOfForce(session);
        if (doomed.isEmpty() && failures.isEmpty()) {
            session.out().println("No resources found");
        }
        if (interactive && !doomed.isEmpty() && !isConfirmed(session, doomed)) {
            session.out().println("deletion is cancelled");
            return 0;
        }
        List<ObjectFinder.Found> lingering = new ArrayList<>();
        for (ObjectFinder.Found object : doomed) {
            try {
                boolean lingers = mode != DryRun.CLIENT && work.delete(object, mode);
                session.out().println(deleted(object, mode));
                if (lingers && mode == DryRun.NONE) {
                    lingering.add(object);
                }
            } catch (CommandFailure e) {
                refused(object, e).ifPresent(failures::add);
            }
        }
        if (deletion.waits()) {
            await(work, lingering, failures);
        }
        return failures.report(session);
    }

    /// Only `--force` makes an end at once of what would be a second.
    private int gracePeriod() {
        if (deletion.force()) {
            return 0;
        }
        return now || deletion.gracePeriod() == 0 ? 1 : deletion.gracePeriod();
    }

    private void await(Deletion work, List<ObjectFinder.Found> lingering, Failures failures) {
        for (ObjectFinder.Found object : lingering) {
            try {
                work.awaitEnd(object, deletion.timeout());
            } catch (CommandFailure e) {
                failures.add(e);
            }
        }
    }

    private Optional<CommandFailure> refused(ObjectFinder.Found object, CommandFailure failure) {
        if (failure.isMissing() && (ignoreNotFound || all)) {
            return Optional.empty();
        }
        return Optional.of(
                object.source().isEmpty()
                        ? failure
                        : failure.during("error when deleting \"" + object.source() + "\""));
    }

    private void warnOfForce(Session session) {
        if (deletion.force()) {
            session.err()
                    .println(
                            "Warning: Immediate deletion does not wait for confirmation that the running resource"
                                    + " has been terminated. The resource may continue to run on the cluster"
                                    + " indefinitely.");
        }
    }

    private void refuseContradictions() {
        if (now && deletion.gracePeriod() >= 0) {
            throw new CommandFailure(
                    "error: --now and --grace-period cannot be specified together");
        }
        if (deletion.force() && (now || deletion.gracePeriod() > 0)) {
            throw new CommandFailure(
                    "error: --force and --grace-period greater than 0 cannot be specified together");
        }
        if (all && !selection.labels().isEmpty()) {
            throw new CommandFailure(
                    "error: setting 'all' parameter but found a non empty selector. ");
        }
        if (!output.isEmpty() && !output.equals("name")) {
            throw new CommandFailure(
                    "error: unexpected -o output mode: " + output + ". We only support '-o name'");
        }
    }

    private ObjectFinder finder(Session session, Failures failures) {
        boolean isNamed = words.size() > 1 || words.stream().anyMatch(word -> word.contains("/"));
        if (all && isNamed && !selection.hasFiles()) {
            throw new CommandFailure("error: name cannot be provided when a selector is specified");
        }
        return new ObjectFinder(
                session,
                new ObjectFinder.Scope(
                        fields,
                        allNamespaces,
                        all ? ObjectFinder.KindAlone.EVERY_OBJECT : ObjectFinder.KindAlone.REFUSED),
                failures);
    }

    private static boolean isConfirmed(Session session, List<ObjectFinder.Found> doomed) {
        session.out()
                .println(
                        "You are about to delete the following " + doomed.size() + " resource(s):");
        doomed.forEach(object -> session.out().println(object.type().reference(object.name())));
        session.out().print("Do you want to continue? (y/n): ");
        session.out().flush();
        try {
            int answer = session.in().read();
            return answer == 'y' || answer == 'Y';
        } catch (IOException e) {
            throw new CommandFailure("error: cannot read the answer: " + e.getMessage(), e);
        }
    }

    private String deleted(ObjectFinder.Found object, DryRun mode) {
        if (output.equals("name")) {
            return object.type().reference(object.name());
        }
        String kind = object.type().reference("").replaceFirst("/$", "");
        return kind
                + " \""
                + object.name()
                + "\""
                + (deletion.force() ? " force deleted" : " deleted")
                + mode.suffix();
    }
}
