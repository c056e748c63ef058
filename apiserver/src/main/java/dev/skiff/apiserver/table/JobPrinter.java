package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Jobs: how far they are, and how long it took.
public final class JobPrinter extends KindPrinter {
    private static final List<String> ENDS = List.of("Complete", "Failed");
    private static final List<String> STAGES = List.of("Suspended", "FailureTarget");

    public JobPrinter() {
        super("jobs");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        JsonNode status = Fields.at(object, "status");
        row.name()
                .text(stage(object, status))
                .text(completions(spec, status))
                .cell(duration(status))
                .age()
                .containers(Fields.at(spec, "template"))
                .selector(Fields.at(spec, "selector"));
    }

    private static String stage(JsonNode job, JsonNode status) {
        for (String end : ENDS) {
            if (isTrue(status, end)) {
                return end;
            }
        }
        if (Fields.has(Fields.at(job, "metadata"), "deletionTimestamp")) {
            return "Terminating";
        }
        for (String stage : STAGES) {
            if (isTrue(status, stage)) {
                return stage;
            }
        }
        return "Running";
    }

    private static boolean isTrue(JsonNode status, String type) {
        for (JsonNode condition : Fields.at(status, "conditions")) {
            if (Fields.text(condition, "type").equals(type)) {
                return Fields.text(condition, "status").equals("True");
            }
        }
        return false;
    }

    private static String completions(JsonNode spec, JsonNode status) {
        long succeeded = Fields.number(status, "succeeded");
        if (Fields.has(spec, "completions")) {
            return succeeded + "/" + Fields.number(spec, "completions");
        }
        long parallelism = Fields.number(spec, "parallelism");
        return parallelism > 1 ? succeeded + "/1 of " + parallelism : succeeded + "/1";
    }

    private static Cell duration(JsonNode status) {
        if (!Fields.has(status, "startTime")) {
            return Cell.text("");
        }
        if (!Fields.has(status, "completionTime")) {
            return Cell.ago(Fields.at(status, "startTime"));
        }
        Instant start = Instant.parse(Fields.text(status, "startTime"));
        Instant end = Instant.parse(Fields.text(status, "completionTime"));
        return Cell.text(Age.text(Duration.between(start, end)));
    }
}
