package dev.skiff.apiserver.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestAttributesTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GET, /api/v1/namespaces/a/pods, list, pods, '', a, ''",
                "GET, /api/v1/namespaces/a/pods/, list, pods, '', a, ''",
                "GET, /api/v1/namespaces/a/pods?watch=true, watch, pods, '', a, ''",
                "GET, /api/v1/namespaces/a/pods?watch=false, list, pods, '', a, ''",
                "GET, /api/v1/watch/namespaces/a/pods, watch, pods, '', a, ''",
                "GET, /api/v1/watch/namespaces/a/pods/x, watch, pods, '', a, x",
                "GET, /api/v1/namespaces/a/pods/x, get, pods, '', a, x",
                "GET, /api/v1/namespaces/a/pods/x/log, get, pods, log, a, x",
                "HEAD, /api/v1/nodes/x, get, nodes, '', '', x",
                "POST, /api/v1/namespaces, create, namespaces, '', '', ''",
                "GET, /api/v1/namespaces/a, get, namespaces, '', a, a",
                "PUT, /api/v1/namespaces/a/finalize, update, namespaces, finalize, a, a",
                "PATCH, /api/v1/namespaces/a/status, patch, namespaces, status, a, a",
                "DELETE, /api/v1/pods, deletecollection, pods, '', '', ''",
                "DELETE, /apis/apps/v1/namespaces/a/deployments/d, delete, deployments, '', a, d",
            })
    void method_and_path_say_what_is_asked(
            String method,
            String path,
            String verb,
            String resource,
            String subresource,
            String namespace,
            String name) {
        RequestAttributes attributes =
                RequestAttributes.of(TestServer.request(method, path, Map.of(), ""));

        assertThat(attributes.isResource()).isTrue();
        assertThat(attributes)
                .extracting(
                        RequestAttributes::verb,
                        RequestAttributes::resource,
                        RequestAttributes::subresource,
                        RequestAttributes::namespace,
                        RequestAttributes::name)
                .containsExactly(verb, resource, subresource, namespace, name);
    }

    @ParameterizedTest
    @CsvSource({"/", "/api", "/api/v1", "/apis/apps", "/apis/apps/v1", "/healthz", "/version"})
    void other_paths_are_of_no_resource(String path) {
        RequestAttributes attributes =
                RequestAttributes.of(TestServer.request("GET", path, Map.of(), ""));

        assertThat(attributes.isResource()).isFalse();
        assertThat(attributes.verb()).isEqualTo("get");
        assertThat(attributes.path()).isEqualTo(path);
    }
}
