package dev.skiff.ctl;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// What kubectl does about rollouts and we don't yet.
@Command(description = "Not there yet; kubectl has it.", mixinStandardHelpOptions = true)
final class RolloutMissingCommand extends ClusterCommand {
    @Parameters(paramLabel = "TYPE NAME… | TYPE/NAME…", arity = "0..*")
    private List<String> words = List.of();

    private final String name;

    RolloutMissingCommand(SessionSource sessions, String name) {
        super(sessions);
        this.name = name;
    }

    @Override
    int run(Session session) {
        String asked = ("kubectl rollout " + name + " " + String.join(" ", words)).strip();
        throw new CommandFailure(
                "error: rollout "
                        + name
                        + " is not there yet; on this cluster it works with: "
                        + asked);
    }
}
