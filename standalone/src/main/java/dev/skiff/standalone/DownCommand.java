package dev.skiff.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `skiff down`: stops the process; data and containers stay.
@Command(
        name = "down",
        description = "Stop the cluster; its data and containers stay.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    DownCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        SkiffHome home = surroundings.home();
        RunningProcess.StopOutcome outcome = RunningProcess.stop(home);
        surroundings
                .out()
                .println(
                        switch (outcome) {
                            case RunningProcess.StopOutcome.Stopped(long pid) ->
                                    "skiff (process %d) is stopped; its containers go on running"
                                            .formatted(pid);
                            case RunningProcess.StopOutcome.NotRunning() -> "skiff is not running";
                            case RunningProcess.StopOutcome.StalePidFile(long pid) ->
                                    "skiff is not running; removed the pid file that process %d left behind"
                                            .formatted(pid);
                        });
        return 0;
    }
}
