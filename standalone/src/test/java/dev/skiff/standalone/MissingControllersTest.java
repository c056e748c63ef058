package dev.skiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.Parameters;
import dev.skiff.api.request.UserInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingControllersTest {
    @ParameterizedTest
    @CsvSource({
        "201, /apis/batch/v1/namespaces/default/jobs, Job",
        "201, /apis/batch/v1/namespaces/default/jobs/x, Job",
        "200, /apis/batch/v1/namespaces/default/jobs/x, ''",
        "201, /apis/batch/v1/namespaces/default/jobs/x/status, ''",
        "201, /api/v1/persistentvolumes, PersistentVolume",
        "201, /api/v1/namespaces/default/pods, ''",
        "201, /api/v1/namespaces/default/pods/x/binding, ''",
        "201, /api/v1/namespaces, ''",
        "201, /api/v1/namespaces/x, ''",
        "201, /apis/apps/v1/namespaces/default/deployments, ''",
        "201, /api/v1, ''",
        "201, /join, ''",
    })
    void who_creates_what_nobody_acts_on_is_told(int status, String path, String kind) {
        var answer = ApiResponse.json(status, new byte[0]);
        var request =
                new ApiRequest(
                        "POST",
                        path,
                        Parameters.query(Map.of()),
                        Parameters.headers(Map.of()),
                        new byte[0],
                        UserInfo.ANONYMOUS);

        ApiResponse told = new MissingControllers(_ -> answer).handle(request);

        List<String> warnings =
                told.headers().stream()
                        .filter(header -> header.name().equals("Warning"))
                        .map(ApiResponse.Header::value)
                        .toList();
        assertThat(warnings)
                .isEqualTo(
                        kind.isEmpty()
                                ? List.of()
                                : List.of(
                                        "299 - \"Skiff has no controller for " + kind + " yet\""));
    }

    @Test
    void the_readme_names_the_kinds_that_work_and_those_that_are_only_kept() throws IOException {
        String readme = Files.readString(Path.of("../README.md")).replaceAll("\\s+", " ");

        assertThat(readme)
                .contains(
                        "- **Kinds at work**: "
                                + MissingControllers.names(MissingControllers::isAtWork)
                                + ".")
                .contains(
                        "- **Kinds kept and checked**, which nothing acts on yet: "
                                + MissingControllers.names(
                                        kind -> !MissingControllers.isAtWork(kind))
                                + ".");
    }
}
