package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// CronJobs and when they last ran.
public final class CronJobPrinter extends KindPrinter {
    public CronJobPrinter() {
        super("cronjobs");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        JsonNode status = Fields.at(object, "status");
        JsonNode job = Fields.at(spec, "jobTemplate", "spec");
        boolean hasRun = Fields.has(status, "lastScheduleTime");
        row.name()
                .text(Fields.text(spec, "schedule"))
                .textOrNone(Fields.text(spec, "timeZone"))
                .text(Fields.isTrue(spec, "suspend") ? "True" : "False")
                .number(Fields.at(status, "active").size())
                .cell(
                        hasRun
                                ? Cell.ago(Fields.at(status, "lastScheduleTime"))
                                : Cell.text(Row.NONE))
                .age()
                .containers(Fields.at(job, "template"))
                .selector(Fields.at(job, "selector"));
    }
}
