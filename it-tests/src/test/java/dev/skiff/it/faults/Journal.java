package dev.skiff.it.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Where clients write down their calls and how each ended. Thread-safe.
final class Journal {
    private final AtomicLong moments = new AtomicLong();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final List<Operation> operations = new ArrayList<>();

    /// A call, which ends with an outcome.
    interface Sending {
        Operation.Outcome outcome();
    }

    Operation.Outcome record(Operation.Call call, Sending sending) {
        long began = moments.incrementAndGet();
        Operation.Outcome outcome = sending.outcome();
        long ended = moments.incrementAndGet();
        synchronized (operations) {
            operations.add(new Operation(call, began, ended, outcome));
        }
        if (outcome instanceof Operation.Outcome.Written
                || outcome instanceof Operation.Outcome.Deleted) {
            acknowledged.incrementAndGet();
        }
        return outcome;
    }

    /// How many writes were acknowledged so far.
    int acknowledged() {
        return acknowledged.get();
    }

    /// Why calls since the last [#take] ended in doubt.
    List<String> doubts() {
        synchronized (operations) {
            return operations.stream()
                    .map(Operation::outcome)
                    .filter(Operation.Outcome.Unknown.class::isInstance)
                    .map(outcome -> ((Operation.Outcome.Unknown) outcome).why())
                    .toList();
        }
    }

    /// The end of it.
    @Override
    public String toString() {
        synchronized (operations) {
            int size = operations.size();
            return String.valueOf(operations.subList(Math.max(0, size - 10), size));
        }
    }

    /// What was written down since the last call.
    List<Operation> take() {
        synchronized (operations) {
            List<Operation> taken = List.copyOf(operations);
            operations.clear();
            return taken;
        }
    }
}
