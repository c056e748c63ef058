package dev.skiff.it.sim;

import dev.skiff.testkit.sim.Simulation;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// Decides what fails, while failing is allowed.
final class Faults {
    private final Simulation simulation;
    private final RandomGenerator random;
    private boolean active;

    Faults(Simulation simulation) {
        this.simulation = simulation;
        this.random = simulation.newRandom();
    }

    void begin() {
        active = true;
    }

    void end() {
        active = false;
    }

    boolean isActive() {
        return active;
    }

    CallFate ofCall() {
        if (!active) {
            return CallFate.DONE;
        }
        return switch (random.nextInt(200)) {
            case 0, 1 -> CallFate.LOST;
            case 2, 3, 4 -> CallFate.ANSWER_LOST;
            case 5, 6 -> CallFate.REFUSED;
            default -> CallFate.DONE;
        };
    }

    CallFate ofStoreCall() {
        if (!active) {
            return CallFate.DONE;
        }
        return switch (random.nextInt(2000)) {
            case 0 -> CallFate.LOST;
            case 1 -> CallFate.ANSWER_LOST;
            default -> CallFate.DONE;
        };
    }

    CallFate ofEngineCall() {
        if (!active) {
            return CallFate.DONE;
        }
        return switch (random.nextInt(300)) {
            case 0, 1 -> CallFate.LOST;
            case 2, 3 -> CallFate.ANSWER_LOST;
            default -> CallFate.DONE;
        };
    }

    /// A while, as the seed has it.
    Duration upTo(Duration longest) {
        return Duration.ofMillis(1 + random.nextLong(longest.toMillis()));
    }

    /// How long a caller waits before it gives up.
    void waitInVain() {
        simulation.sleep(upTo(Duration.ofSeconds(4)));
    }

    int choose(int choices) {
        return random.nextInt(choices);
    }
}
