package dev.skiff.ctl;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `skiff rollout`, of which there are `status`, `pause`, `resume` and `restart`.
@Command(
        name = "rollout",
        description = "Follow and steer rollouts.",
        mixinStandardHelpOptions = true)
final class RolloutCommand {
    private RolloutCommand() {}

    static CommandLine with(SessionSource sessions) {
        CommandLine rollout = new CommandLine(new RolloutCommand());
        rollout.addSubcommand(new RolloutStatusCommand(sessions));
        for (RolloutChangeCommand.Change change : RolloutChangeCommand.Change.values()) {
            rollout.addSubcommand(change.word(), new RolloutChangeCommand(sessions, change));
        }
        for (String missing : List.of("history", "undo")) {
            rollout.addSubcommand(missing, new RolloutMissingCommand(sessions, missing));
        }
        return rollout;
    }
}
