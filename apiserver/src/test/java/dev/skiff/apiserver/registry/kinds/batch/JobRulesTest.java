package dev.skiff.apiserver.registry.kinds.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/// What Jobs are given, what is refused, and what may change.
class JobRulesTest {
    private static final String JOBS = "/apis/batch/v1/namespaces/default/jobs";
    private static final String JOB = JOBS + "/x";
    private static final String STARTED = "'startTime':'2026-01-01T00:00:00Z'";

    @AutoClose private final TestServer server = new TestServer();

    @ParameterizedTest
    @CsvFileSource(
            resources = "job-rules.txt",
            delimiter = '|',
            quoteCharacter = '§',
            maxCharsPerColumn = 10_000)
    void a_job_that_breaks_a_rule_is_told_which(String given, String wrong) {
        Answer answer = create(given);

        assertThat(answer.message()).isEqualTo("Job.batch \"x\" is invalid: " + wrong);
        assertThat(answer.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'parallelism':2 | /spec/completions | ``",
                "'completions':2 | /spec/parallelism | 1",
                "'backoffLimitPerIndex':1,'completionMode':'Indexed' | /spec/backoffLimit | 2147483647",
                "'podFailurePolicy':{'rules':[]} | /spec/podReplacementPolicy | Failed",
                "'podFailurePolicy':{'rules':[{'action':'Count','onPodConditions':[{'type':'a'}]}]} | /spec/podFailurePolicy/rules/0/onPodConditions/0/status | True",
            })
    void a_new_job_is_completed(String spec, String place, String expected) {
        Answer created = create(spec);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text(place)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name':'x'} | {'labels':{'a':'b'}} | 5",
                "{'generateName':'x-'} | {'labels':{'a':'b'}} | 5",
                "{'name':'x','labels':{'a':'b'}} | {'labels':{'a':'b'}} | 1",
                "{'name':'x'} | {} | 4",
            })
    void a_job_without_labels_has_those_of_its_pods(String metadata, String template, int labels) {
        Answer created =
                server.post(
                        JOBS,
                        "{'metadata':%s,'spec':{'template':{'metadata':%s,'spec':{'restartPolicy':'Never','containers':[{'name':'c','image':'i'}]}}}}"
                                .formatted(metadata, template));

        assertThat(created.body().at("/metadata/labels")).hasSize(labels);
        assertThat(created.body().at("/spec/template/metadata/labels/job-name").asText())
                .isEqualTo(created.text("/metadata/name"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'completions':2 | {'completions':3} | spec.completions: Invalid value: 3: field is immutable",
                "'completions':2,'completionMode':'Indexed' | {'completions':3} | spec.completions: Invalid value: 3: can only be modified in tandem with spec.parallelism",
                "'suspend':false | {'managedBy':'a.example/b'} | spec.managedBy: Invalid value: \"a.example/b\": field is immutable",
                "'suspend':false | {'podFailurePolicy':{'rules':[]},'podReplacementPolicy':'Failed'} | spec.podFailurePolicy: Invalid value: {\"Rules\":[]}: field is immutable",
            })
    void what_a_job_is_stays(String spec, String change, String wrong) {
        create(spec);

        Answer answer = server.patch(JOB, "{'spec':%s}".formatted(change));

        assertThat(answer.message()).isEqualTo("Job.batch \"x\" is invalid: " + wrong);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'suspend':true | {'active':0} | {'nodeSelector':{'a':'b'}} | 200",
                "'suspend':true | {'active':0} | {'affinity':{'nodeAffinity':{}}} | 200",
                "'suspend':true | {'active':0} | {'affinity':{'podAffinity':{}}} | 422",
                "'suspend':true | {'active':0} | {'containers':[{'name':'c','image':'i','resources':{'limits':{'cpu':'1'}}}]} | 200",
                "'suspend':true | {'active':0} | {'containers':[{'name':'c','image':'other'}]} | 422",
                "'suspend':true | {'active':1} | {'nodeSelector':{'a':'b'}} | 422",
                "'suspend':true | {'startTime':'2026-01-01T00:00:00Z'} | {'nodeSelector':{'a':'b'}} | 422",
                "'suspend':true | {'startTime':'2026-01-01T00:00:00Z','conditions':[{'type':'Suspended','status':'True'}]} | {'nodeSelector':{'a':'b'}} | 200",
                "'suspend':false | {'active':0} | {'nodeSelector':{'a':'b'}} | 422",
            })
    void the_pods_of_a_job_change_only_while_it_rests(
            String spec, String status, String pod, int expected) {
        create(spec);
        server.patch(JOB + "/status", "{'status':%s}".formatted(status));

        Answer answer = server.patch(JOB, "{'spec':{'template':{'spec':%s}}}".formatted(pod));

        assertThat(answer.status()).as(answer.message()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "job-status-rules.txt",
            delimiter = '|',
            quoteCharacter = '§',
            maxCharsPerColumn = 10_000)
    void a_status_that_cannot_be_is_refused(
            String spec, String before, String change, String wrong) {
        create(spec);
        Answer first = server.patch(JOB + "/status", "{'status':{%s}}".formatted(before));

        Answer answer = server.patch(JOB + "/status", "{'status':{%s}}".formatted(change));

        assertThat(first.status()).as(first.message()).isEqualTo(200);
        assertThat(answer.message()).isEqualTo("Job.batch \"x\" is invalid: " + wrong);
    }

    @Test
    void who_resumes_a_job_starts_its_time_anew() {
        create("'suspend':true");
        server.patch(
                JOB + "/status",
                "{'status':{%s,'conditions':[{'type':'Suspended','status':'True'}]}}"
                        .formatted(STARTED));
        server.patch(JOB, "{'spec':{'suspend':false}}");

        Answer answer =
                server.patch(
                        JOB + "/status",
                        "{'status':{'startTime':'2026-01-02T00:00:00Z','conditions':[{'type':'Suspended','status':'False'}]}}");

        assertThat(answer.status()).as(answer.message()).isEqualTo(200);
    }

    @Test
    void pods_stay_when_nobody_says_what_becomes_of_them() {
        create("'suspend':true");

        Answer deleted = server.delete(JOB, "");
        Answer chosen = server.delete(JOB, "{'propagationPolicy':'Background'}");

        assertThat(deleted.text("/metadata/finalizers/0")).isEqualTo("orphan");
        assertThat(deleted.warnings()).hasSize(1);
        assertThat(chosen.text("/status")).isEqualTo("Success");
        assertThat(chosen.warnings()).isEmpty();
    }

    @Test
    void too_many_indexes_to_track_are_warned_of() {
        Answer created =
                create("'completionMode':'Indexed','completions':100001,'parallelism':10001");

        assertThat(created.warnings())
                .containsExactly(
                        "299 - \"spec: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail\"");
    }

    private Answer create(String spec) {
        return server.post(
                JOBS,
                "{'metadata':{'name':'x'},'spec':{%s,'template':{'spec':{'restartPolicy':'Never','containers':[{'name':'c','image':'i'}]}}}}"
                        .formatted(spec.replace('"', '\'')));
    }
}
