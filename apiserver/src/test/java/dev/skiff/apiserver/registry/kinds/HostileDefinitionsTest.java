package dev.skiff.apiserver.registry.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Small definitions that must not cost much.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileDefinitionsTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    private int create(String property) {
        return server.post(
                        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
                        """
                        {'metadata':{'name':'as.example.com'},'spec':{'group':'example.com',\
                        'scope':'Namespaced','names':{'plural':'as','kind':'A'},'versions':[\
                        {'name':'v1','served':true,'storage':true,'schema':{'openAPIV3Schema':\
                        {'type':'object','properties':{'a':%s}}}}]}}"""
                                .formatted(property))
                .status();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'number','default':1,'minimum':1e999999999}",
                "{'type':'number','default':1e999999999,'multipleOf':3}",
                "{'type':'number','default':-1e999999999}",
            })
    void numbers_beyond_all_bounds_are_refused(String property) {
        assertThat(create(property)).isBetween(400, 422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'number','default':1,'maximum':1e-999999999}",
                "{'type':'number','default':1e300,'multipleOf':1e-300}",
                "{'type':'number','default':7,'multipleOf':2}",
            })
    void numbers_of_any_size_are_compared_and_told(String property) {
        assertThat(create(property)).isEqualTo(422);
    }

    @Test
    void schemas_within_schemas_are_looked_at_once() {
        String nested = "{'minimum':5}";
        for (int depth = 0; depth < 40; depth++) {
            nested = "{'allOf':[" + nested + "]}";
        }

        assertThat(create("{'type':'integer','default':1,'allOf':[" + nested + "]}"))
                .isEqualTo(422);
    }
}
