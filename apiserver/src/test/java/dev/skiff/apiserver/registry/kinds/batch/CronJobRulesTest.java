package dev.skiff.apiserver.registry.kinds.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What CronJobs may say.
class CronJobRulesTest {
    private static final String CRON_JOBS = "/apis/batch/v1/namespaces/default/cronjobs";

    @AutoClose private final TestServer server = new TestServer();

    @ParameterizedTest
    @CsvFileSource(
            resources = "cron-job-rules.txt",
            delimiter = '|',
            quoteCharacter = '§',
            maxCharsPerColumn = 10_000)
    void a_cron_job_that_breaks_a_rule_is_told_which(String given, String wrong) {
        Answer answer = create(given, "");

        assertThat(answer.message()).isEqualTo("CronJob.batch \"x\" is invalid: " + wrong);
        assertThat(answer.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/5 * * * *",
                "0 0 1 JAN sun",
                "1-5/2,7 ? * * 1-5",
                "@hourly",
                "@every 1h30m",
                "@every -1.5s",
                "@every 0",
            })
    void schedules_are_read_as_by_others(String schedule) {
        Answer answer =
                create("'schedule':'%s','timeZone':'Europe/Berlin'".formatted(schedule), "");

        assertThat(answer.status()).as(answer.message()).isEqualTo(201);
    }

    @Test
    void the_selector_of_its_jobs_is_not_its_own_to_choose() {
        Answer answer = create("'schedule':'@daily'", "'selector':{'matchLabels':{'a':'b'}},");

        assertThat(answer.message())
                .isEqualTo(
                        "CronJob.batch \"x\" is invalid: spec.jobTemplate.spec.selector: Invalid value:"
                                + " {\"matchLabels\":{\"a\":\"b\"}}: `selector` will be auto-generated");
    }

    private Answer create(String spec, String job) {
        return server.post(
                CRON_JOBS,
                "{'metadata':{'name':'x'},'spec':{%s,'jobTemplate':{'spec':{%s'template':{'spec':{'restartPolicy':'Never','containers':[{'name':'c','image':'i'}]}}}}}}"
                        .formatted(spec.replace('"', '\''), job));
    }
}
