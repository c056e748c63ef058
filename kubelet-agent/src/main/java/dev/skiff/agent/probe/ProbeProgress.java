package dev.skiff.agent.probe;

/// How a probe has gone so far. A verdict changes only after enough equal answers in a row.
///
/// @param verdict what counts now
/// @param last the last answer, good or bad
/// @param inARow how often that answer came in a row
public record ProbeProgress(Verdict verdict, Verdict last, int inARow) {
    /// What a probe says of a container.
    public enum Verdict {
        UNKNOWN,
        SUCCESS,
        FAILURE
    }

    /// Before the first answer: a container counts as alive, as not ready, and as not known to have
    /// come up.
    public static ProbeProgress atStart(ProbeKind kind) {
        return switch (kind) {
            case LIVENESS -> new ProbeProgress(Verdict.SUCCESS, Verdict.UNKNOWN, 0);
            case READINESS -> new ProbeProgress(Verdict.FAILURE, Verdict.UNKNOWN, 0);
            case STARTUP -> new ProbeProgress(Verdict.UNKNOWN, Verdict.UNKNOWN, 0);
        };
    }

    /// Where an earlier agent had found the container well, it still counts as well.
    static ProbeProgress atStart(ProbeKind kind, ContainerHealth before) {
        boolean wasWell =
                switch (kind) {
                    case LIVENESS -> false;
                    case READINESS -> before.isReady();
                    case STARTUP -> before.isStarted();
                };
        return wasWell ? new ProbeProgress(Verdict.SUCCESS, Verdict.SUCCESS, 1) : atStart(kind);
    }

    ProbeProgress after(Verdict answer, int successThreshold, int failureThreshold) {
        int count = answer == last ? inARow + 1 : 1;
        int needed = answer == Verdict.SUCCESS ? successThreshold : failureThreshold;
        return new ProbeProgress(count >= needed ? answer : verdict, answer, count);
    }
}
