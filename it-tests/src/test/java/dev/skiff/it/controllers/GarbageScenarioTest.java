package dev.skiff.it.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class GarbageScenarioTest {
    private static final String NS = "shop";

    @AutoClose private final ControlPlane plane = new ControlPlane().namespace("shop").settle();

    @Test
    void what_a_deleted_object_owned_goes_too_however_deep() {
        create("top");
        own("middle", "top", true);
        own("leaf", "middle", true);
        plane.settle();

        plane.delete(Kinds.CONFIG_MAP, NS, "top", "{}");
        plane.settle();

        assertThat(exists("middle")).isFalse();
        assertThat(exists("leaf")).isFalse();
    }

    @Test
    void what_has_another_living_owner_stays_and_forgets_the_dead_one() {
        JsonNode first = create("first");
        JsonNode second = create("second");
        plane.create(
                Kinds.CONFIG_MAP,
                NS,
                "{'metadata':{'name':'shared','ownerReferences':[%s,%s]}}"
                        .formatted(reference(first, true), reference(second, true)));
        plane.settle();

        plane.delete(Kinds.CONFIG_MAP, NS, "first", "{}");
        plane.settle();

        JsonNode owners =
                plane.get(Kinds.CONFIG_MAP, NS, "shared").path("metadata").path("ownerReferences");
        assertThat(owners).hasSize(1);
        assertThat(owners.path(0).path("name").asText()).isEqualTo("second");
    }

    @Test
    void an_object_that_has_taken_an_owners_name_is_no_owner() {
        create("owner");
        own("dependent", "owner", true);
        plane.delete(Kinds.CONFIG_MAP, NS, "owner", "{}");
        create("owner");
        plane.settle();

        assertThat(exists("dependent")).isFalse();
        assertThat(exists("owner")).isTrue();
    }

    @Test
    void in_the_foreground_dependents_go_first() {
        create("owner");
        own("blocking", "owner", true);
        plane.patch(
                Kinds.CONFIG_MAP,
                NS,
                "blocking",
                "{'metadata':{'finalizers':['example.com/hold']}}");
        own("other", "owner", false);
        plane.settle();

        plane.delete(Kinds.CONFIG_MAP, NS, "owner", "{'propagationPolicy':'Foreground'}");
        plane.settle();
        assertThat(exists("owner")).isTrue();
        assertThat(exists("other")).isFalse();

        plane.patch(
                Kinds.CONFIG_MAP,
                NS,
                "blocking",
                "{'metadata':{'$deleteFromPrimitiveList/finalizers':['example.com/hold']}}");
        plane.settle();

        assertThat(exists("blocking")).isFalse();
        assertThat(exists("owner")).isFalse();
    }

    @Test
    void orphans_stay_without_their_owner() {
        create("owner");
        own("dependent", "owner", true);
        plane.settle();

        plane.delete(Kinds.CONFIG_MAP, NS, "owner", "{'propagationPolicy':'Orphan'}");
        plane.settle();

        assertThat(exists("owner")).isFalse();
        assertThat(
                        plane.get(Kinds.CONFIG_MAP, NS, "dependent")
                                .path("metadata")
                                .path("ownerReferences"))
                .isEmpty();
        assertThat(exists("dependent")).isTrue();
    }

    @Test
    void an_owner_in_another_namespace_counts_as_gone() {
        plane.create(Kinds.NAMESPACE, "", "{'metadata':{'name':'elsewhere'}}");
        JsonNode far = plane.create(Kinds.CONFIG_MAP, "elsewhere", "{'metadata':{'name':'far'}}");
        plane.create(
                Kinds.CONFIG_MAP,
                NS,
                "{'metadata':{'name':'lost','ownerReferences':[%s]}}"
                        .formatted(reference(far, true)));
        plane.settle();

        assertThat(exists("lost")).isFalse();
    }

    @Test
    void an_owner_of_a_kind_that_is_not_served_may_well_be_there() {
        plane.create(
                Kinds.CONFIG_MAP,
                NS,
                """
                {'metadata':{'name':'kept','ownerReferences':[{'apiVersion':'example.com/v1',
                 'kind':'Thing','name':'x','uid':'00000000-0000-4000-8000-000000000000'}]}}""");
        plane.pass(Duration.ofSeconds(10));

        assertThat(exists("kept")).isTrue();
    }

    @Test
    void a_deployment_takes_its_replica_sets_and_pods_with_it() {
        plane.create(
                Kinds.DEPLOYMENT,
                NS,
                """
                {'metadata':{'name':'web'},'spec':{'replicas':2,
                 'selector':{'matchLabels':{'app':'web'}},
                 'template':{'metadata':{'labels':{'app':'web'}},
                  'spec':{'containers':[{'name':'c','image':'v1'}]}}}}""");
        plane.settle();
        assertThat(plane.list(Kinds.POD, NS)).hasSize(2);

        plane.delete(Kinds.DEPLOYMENT, NS, "web", "{}");
        plane.settle();

        for (Kind kind : new Kind[] {Kinds.DEPLOYMENT, Kinds.REPLICA_SET, Kinds.POD}) {
            assertThat(plane.list(kind, NS)).as(kind.name()).isEmpty();
        }
    }

    private JsonNode create(String name) {
        return plane.create(Kinds.CONFIG_MAP, NS, "{'metadata':{'name':'%s'}}".formatted(name));
    }

    private void own(String name, String owner, boolean blocks) {
        JsonNode found = plane.get(Kinds.CONFIG_MAP, NS, owner);
        plane.create(
                Kinds.CONFIG_MAP,
                NS,
                "{'metadata':{'name':'%s','ownerReferences':[%s]}}"
                        .formatted(name, reference(found, blocks)));
    }

    private static String reference(JsonNode owner, boolean blocks) {
        JsonNode metadata = owner.path("metadata");
        return "{'apiVersion':'v1','kind':'ConfigMap','name':'%s','uid':'%s','blockOwnerDeletion':%s}"
                .formatted(metadata.path("name").asText(), metadata.path("uid").asText(), blocks);
    }

    private boolean exists(String name) {
        return plane.exists(Kinds.CONFIG_MAP, NS, name);
    }
}
