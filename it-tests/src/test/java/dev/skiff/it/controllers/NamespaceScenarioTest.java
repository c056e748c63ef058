package dev.skiff.it.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.kind.Kinds;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class NamespaceScenarioTest {
    @AutoClose private final ControlPlane plane = new ControlPlane().namespace("shop").settle();

    @Test
    void every_namespace_has_an_account_and_the_certificate() {
        assertThat(plane.names(Kinds.SERVICE_ACCOUNT, "shop")).containsExactly("default");
        assertThat(
                        plane.get(Kinds.CONFIG_MAP, "shop", "kube-root-ca.crt")
                                .path("data")
                                .path("ca.crt")
                                .asText())
                .isEqualTo("test certificate");

        plane.delete(Kinds.SERVICE_ACCOUNT, "shop", "default", "{}");
        plane.delete(Kinds.CONFIG_MAP, "shop", "kube-root-ca.crt", "{}");
        plane.settle();

        assertThat(plane.exists(Kinds.SERVICE_ACCOUNT, "shop", "default")).isTrue();
        assertThat(plane.exists(Kinds.CONFIG_MAP, "shop", "kube-root-ca.crt")).isTrue();
    }

    @Test
    void a_deleted_namespace_takes_everything_with_it() {
        plane.create(Kinds.CONFIG_MAP, "shop", "{'metadata':{'name':'a'}}");
        plane.create(Kinds.SECRET, "shop", "{'metadata':{'name':'b'}}");
        plane.create(
                Kinds.SERVICE,
                "shop",
                "{'metadata':{'name':'c'},'spec':{'selector':{'a':'b'},'ports':[{'port':80}]}}");
        plane.settle();
        plane.delete(Kinds.NAMESPACE, "", "shop", "{}");
        plane.settle();

        assertThat(plane.exists(Kinds.NAMESPACE, "", "shop")).isFalse();
        assertThat(plane.list(Kinds.CONFIG_MAP, "shop")).isEmpty();
        assertThat(plane.list(Kinds.ENDPOINT_SLICE, "shop")).isEmpty();
    }

    @Test
    void pods_go_first_and_what_they_need_waits_for_them() {
        plane.node("n1");
        plane.create(Kinds.CONFIG_MAP, "shop", "{'metadata':{'name':'settings'}}");
        plane.create(
                Kinds.POD,
                "shop",
                "{'metadata':{'name':'p'},'spec':{'containers':[{'name':'c','image':'i'}]}}");
        plane.runPods("shop", "n1");
        plane.delete(Kinds.NAMESPACE, "", "shop", "{}");
        plane.settle();

        assertThat(plane.exists(Kinds.CONFIG_MAP, "shop", "settings")).isTrue();
        JsonNode conditions =
                plane.get(Kinds.NAMESPACE, "", "shop").path("status").path("conditions");
        assertThat(conditions.path(3).path("message").asText())
                .isEqualTo("Some resources are remaining: pods. has 1 resource instances");

        plane.endTerminatingPods("shop").settle();

        assertThat(plane.exists(Kinds.NAMESPACE, "", "shop")).isFalse();
    }

    @Test
    void a_finalizer_holds_the_namespace_and_is_named() {
        plane.create(
                Kinds.CONFIG_MAP,
                "shop",
                "{'metadata':{'name':'held','finalizers':['example.com/hold']}}");
        plane.delete(Kinds.NAMESPACE, "", "shop", "{}");
        plane.pass(Duration.ofSeconds(5));

        JsonNode conditions =
                plane.get(Kinds.NAMESPACE, "", "shop").path("status").path("conditions");
        assertThat(conditions.path(4).path("message").asText())
                .isEqualTo(
                        "Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances");

        plane.patch(
                Kinds.CONFIG_MAP,
                "shop",
                "held",
                "{'metadata':{'$deleteFromPrimitiveList/finalizers':['example.com/hold']}}");
        plane.pass(Duration.ofSeconds(2));

        assertThat(plane.exists(Kinds.NAMESPACE, "", "shop")).isFalse();
    }
}
