package dev.skiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.kind.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AttendedKindsTest {
    @Test
    void a_whole_cluster_attends_to_deployments_but_not_to_jobs() {
        assertThat(Extent.WHOLE_CLUSTER.unattended())
                .contains(Kinds.JOB)
                .doesNotContain(Kinds.DEPLOYMENT, Kinds.POD, Kinds.CONFIG_MAP);
    }

    @Test
    void an_api_server_alone_warns_of_none() {
        assertThat(Extent.API_SERVER.unattended()).isEmpty();
    }

    @Test
    void the_readme_names_the_kinds_that_work_and_those_that_are_only_kept() throws IOException {
        String readme = Files.readString(Path.of("../README.md")).replaceAll("\\s+", " ");

        assertThat(readme)
                .contains(
                        "- **Kinds at work**: "
                                + AttendedKinds.names(AttendedKinds::isAttended)
                                + ".")
                .contains(
                        "- **Kinds kept and checked**, which nothing acts on yet: "
                                + AttendedKinds.names(kind -> !AttendedKinds.isAttended(kind))
                                + ".");
    }
}
