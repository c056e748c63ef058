package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.skiff.api.object.Fields;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// What a pod's containers do, in one word and three numbers. Containers that initialize the pod
/// tell it until they are done, the others from then on.
final class PodSummary {
    private final JsonNode spec;
    private final JsonNode status;
    private final Restarts all = new Restarts();
    private final Restarts sidecars = new Restarts();
    private String word;
    private int ready;
    private int containers;
    private boolean isInitializing;

    private PodSummary(JsonNode pod) {
        spec = Fields.at(pod, "spec");
        status = Fields.at(pod, "status");
        containers = Fields.at(spec, "containers").size();
        word = firstWord();
        initContainers();
        if (!isInitializing || isTrue(status, "Initialized")) {
            mainContainers();
        }
        overrideWhenDeleted(Fields.at(pod, "metadata"));
    }

    static PodSummary of(JsonNode pod) {
        return new PodSummary(pod);
    }

    String status() {
        return word;
    }

    int ready() {
        return ready;
    }

    int containers() {
        return containers;
    }

    long restarts() {
        return all.count;
    }

    /// When a container ended before it was started again; missing if none was.
    JsonNode lastRestart() {
        return all.last;
    }

    static boolean isTrue(JsonNode status, String conditionType) {
        for (JsonNode condition : Fields.at(status, "conditions")) {
            if (Fields.text(condition, "type").equals(conditionType)) {
                return Fields.text(condition, "status").equals("True");
            }
        }
        return false;
    }

    private String firstWord() {
        for (JsonNode condition : Fields.at(status, "conditions")) {
            if (Fields.text(condition, "type").equals("PodScheduled")
                    && Fields.text(condition, "reason").equals("SchedulingGated")) {
                return "SchedulingGated";
            }
        }
        String reason = Fields.text(status, "reason");
        return reason.isEmpty() ? Fields.text(status, "phase") : reason;
    }

    private void initContainers() {
        for (JsonNode container : Fields.at(spec, "initContainers")) {
            containers += isSidecar(container) ? 1 : 0;
        }
        JsonNode statuses = Fields.at(status, "initContainerStatuses");
        for (int i = 0; i < statuses.size() && !isInitializing; i++) {
            initContainer(statuses.get(i), i);
        }
    }

    private void initContainer(JsonNode container, int position) {
        JsonNode terminated = Fields.at(container, "state", "terminated");
        JsonNode waiting = Fields.at(container, "state", "waiting");
        boolean isSidecar = isSidecar(specOf(container));
        all.add(container);
        if (isSidecar) {
            sidecars.add(container);
        }
        if (terminated.isObject() && Fields.number(terminated, "exitCode") == 0) {
            return;
        }
        if (isSidecar && Fields.isTrue(container, "started")) {
            ready += Fields.isTrue(container, "ready") ? 1 : 0;
            return;
        }
        isInitializing = true;
        String reason = Fields.text(waiting, "reason");
        if (terminated.isObject()) {
            word = "Init:" + ending(terminated);
        } else if (!reason.isEmpty() && !reason.equals("PodInitializing")) {
            word = "Init:" + reason;
        } else {
            word = "Init:" + position + "/" + Fields.at(spec, "initContainers").size();
        }
    }

    private JsonNode specOf(JsonNode containerStatus) {
        String name = Fields.text(containerStatus, "name");
        for (JsonNode container : Fields.at(spec, "initContainers")) {
            if (Fields.text(container, "name").equals(name)) {
                return container;
            }
        }
        return MissingNode.getInstance();
    }

    private static boolean isSidecar(JsonNode container) {
        return Fields.text(container, "restartPolicy").equals("Always");
    }

    /// The first container that has something to tell has the last word.
    private void mainContainers() {
        all.replaceWith(sidecars);
        boolean isAnyRunning = false;
        JsonNode statuses = Fields.at(status, "containerStatuses");
        for (int i = statuses.size() - 1; i >= 0; i--) {
            JsonNode container = statuses.get(i);
            JsonNode state = Fields.at(container, "state");
            String waiting = Fields.text(state, "waiting", "reason");
            all.add(container);
            if (!waiting.isEmpty()) {
                word = waiting;
            } else if (Fields.has(state, "terminated")) {
                word = ending(state.get("terminated"));
            } else if (Fields.isTrue(container, "ready") && Fields.has(state, "running")) {
                isAnyRunning = true;
                ready++;
            }
        }
        if (word.equals("Completed") && isAnyRunning) {
            word = isTrue(status, "Ready") ? "Running" : "NotReady";
        }
    }

    private static String ending(JsonNode terminated) {
        String reason = Fields.text(terminated, "reason");
        if (!reason.isEmpty()) {
            return reason;
        }
        long signal = Fields.number(terminated, "signal");
        return signal != 0
                ? "Signal:" + signal
                : "ExitCode:" + Fields.number(terminated, "exitCode");
    }

    private void overrideWhenDeleted(JsonNode metadata) {
        if (!Fields.has(metadata, "deletionTimestamp")) {
            return;
        }
        String phase = Fields.text(status, "phase");
        if (Fields.text(status, "reason").equals("NodeLost")) {
            word = "Unknown";
        } else if (!phase.equals("Failed") && !phase.equals("Succeeded")) {
            word = "Terminating";
        }
    }

    /// How often containers were started again, and when one last ended.
    private static final class Restarts {
        private long count;
        private JsonNode last = MissingNode.getInstance();

        void add(JsonNode container) {
            count += Fields.number(container, "restartCount");
            JsonNode finished = Fields.at(container, "lastState", "terminated", "finishedAt");
            if (time(finished).isAfter(time(last))) {
                last = finished;
            }
        }

        void replaceWith(Restarts other) {
            count = other.count;
            last = other.last;
        }

        private static Instant time(JsonNode timestamp) {
            try {
                return timestamp.isTextual() ? Instant.parse(timestamp.asText()) : Instant.MIN;
            } catch (DateTimeParseException e) {
                return Instant.MIN;
            }
        }
    }
}
