package dev.skiff.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.status.Status;
import dev.skiff.testkit.ScriptedWatch;
import dev.skiff.testkit.VirtualTime;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InformerTest {
    private final VirtualTime time = VirtualTime.atNewYear();
    private final ScriptedTransport transport = new ScriptedTransport();
    private final List<String> changes = new ArrayList<>();
    private final Informer<Pod> informer =
            Informer.of(transport, Types.POD, time, new SplittableRandom(1));
    private final Lister<Pod> pods = informer.lister();
    private final Index<Pod> byNode =
            pods.index(
                    pod ->
                            pod.getSpec().getNodeName() == null
                                    ? List.of()
                                    : List.of(pod.getSpec().getNodeName()));

    InformerTest() {
        informer.onChange(
                (key, before, now) -> changes.add(key + " " + nodeOf(before) + ">" + nodeOf(now)));
    }

    @Test
    void first_watch_asks_for_everything_and_bookmarks() {
        connect();

        assertThat(transport.calls.getFirst().path()).isEqualTo("/api/v1/pods");
        var query = transport.calls.getFirst().query();
        assertThat(query.firstOrEmpty("sendInitialEvents")).isEqualTo("true");
        assertThat(query.firstOrEmpty("resourceVersionMatch")).isEqualTo("NotOlderThan");
        assertThat(query.firstOrEmpty("allowWatchBookmarks")).isEqualTo("true");
    }

    @Test
    void copy_is_complete_only_after_the_initial_events_end() {
        ScriptedWatch watch = connect().says(added("a", 7, "n1"));
        drain();
        assertThat(pods.hasSynced()).isFalse();
        assertThat(pods.revision()).isZero();

        watch.says(new WatchEvent.Bookmark(9, true));
        drain();

        assertThat(pods.hasSynced()).isTrue();
        assertThat(pods.revision()).isEqualTo(9);
        assertThat(names(pods.list())).containsExactly("a");
    }

    @Test
    void listeners_hear_old_and_new() {
        ScriptedWatch watch = synced();
        watch.says(
                added("a", 10, ""),
                new WatchEvent.Modified(pod("a", 11, "n1")),
                new WatchEvent.Deleted(pod("a", 12, "n1")));
        drain();

        assertThat(changes).containsExactly("d/a ->", "d/a >n1", "d/a n1>-");
        assertThat(pods.revision()).isEqualTo(12);
        assertThat(pods.get(new ObjectKey("d", "a"))).isEmpty();
    }

    @Test
    void indexes_follow_changes() {
        ScriptedWatch watch = synced();
        watch.says(added("b", 10, "n1"), added("a", 11, "n1"));
        drain();
        assertThat(names(byNode.get("n1"))).containsExactly("a", "b");

        watch.says(new WatchEvent.Modified(pod("a", 12, "n2")));
        drain();

        assertThat(names(byNode.get("n1"))).containsExactly("b");
        assertThat(names(byNode.get("n2"))).containsExactly("a");
    }

    @Test
    void an_ended_watch_goes_on_where_it_stopped() {
        synced().says(added("a", 10, "")).ends();
        drain();
        ScriptedWatch second = new ScriptedWatch();
        transport.then(second.opened());
        assertThat(informer.step()).as("before the back-off").isFalse();

        time.advanceTo(informer.nextDue());
        drain();

        assertThat(transport.calls.getLast().query().firstOrEmpty("resourceVersion"))
                .isEqualTo("10");
        assertThat(transport.calls.getLast().query().first("sendInitialEvents")).isEmpty();
        second.says(new WatchEvent.Deleted(pod("a", 11, "")));
        drain();
        assertThat(pods.size()).isZero();
    }

    @Test
    void a_forgotten_revision_starts_anew_and_tells_only_differences() {
        ScriptedWatch first =
                synced().says(added("same", 10, ""), added("moved", 11, ""), added("gone", 12, ""));
        drain();
        changes.clear();
        ScriptedWatch second = new ScriptedWatch();
        transport.then(second.opened());

        first.says(new WatchEvent.Failed(Status.failure(410, "Expired", "too old").toTree()));
        drain();
        second.says(
                added("moved", 20, "n1"),
                added("new", 21, ""),
                added("same", 10, ""),
                new WatchEvent.Bookmark(30, true));
        drain();

        assertThat(first.isClosed()).isTrue();
        assertThat(changes).containsExactly("d/moved >n1", "d/new ->", "d/gone >-");
        assertThat(names(pods.list())).containsExactly("moved", "new", "same");
        assertThat(pods.revision()).isEqualTo(30);
    }

    @Test
    void an_initial_state_that_breaks_off_is_asked_for_again() {
        connect().says(added("a", 7, "")).ends();
        drain();
        transport.then(new ScriptedWatch().says(new WatchEvent.Bookmark(8, true)).opened());
        time.advance(Duration.ofSeconds(1));
        drain();

        assertThat(transport.calls.getLast().query().firstOrEmpty("sendInitialEvents"))
                .isEqualTo("true");
        assertThat(pods.size()).isZero();
        assertThat(changes).containsExactly("d/a ->", "d/a >-");
    }

    @Test
    void an_unreachable_server_is_tried_again_with_back_off() {
        transport.thenUnreachable().thenStatus(503, "ServiceUnavailable").thenUnreachable();
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            informer.step();
            waits.add(Duration.between(time.instant(), informer.nextDue()));
            time.advanceTo(informer.nextDue());
        }

        assertThat(waits.get(0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(waits.get(1)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(waits.get(2)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Test
    void a_silent_watch_is_opened_again() {
        ScriptedWatch silent = synced();
        time.advanceTo(informer.nextDue());
        drain();

        assertThat(silent.isClosed()).isTrue();
    }

    @Test
    void namespaces_are_listed_apart() {
        synced().says(
                        new WatchEvent.Added(pod("a-b", "x", 10, "")),
                        new WatchEvent.Added(pod("a", "y", 11, "")),
                        new WatchEvent.Added(pod("a", "x", 12, "")));
        drain();

        assertThat(names(pods.inNamespace("a"))).containsExactly("x", "y");
        assertThat(names(pods.inNamespace("a-b"))).containsExactly("x");
        assertThat(pods.inNamespace("")).isEmpty();
    }

    @Test
    void managed_fields_are_not_decoded_and_revision_is_spliced_in() {
        synced().says(added("a", 10, ""));
        drain();

        var metadata = pods.list().getFirst().getMetadata();
        assertThat(metadata.getManagedFields()).isEmpty();
        assertThat(metadata.getAdditionalProperties()).isEmpty();
        assertThat(metadata.getResourceVersion()).isEqualTo("10");
    }

    @Test
    void two_informers_share_the_decoded_object() {
        StoredObject stored = pod("a", 10, "");
        Informer<Pod> other = Informer.of(transport, Types.POD, time, new SplittableRandom(2));
        synced().says(new WatchEvent.Added(stored));
        drain();
        transport.then(new ScriptedWatch().says(new WatchEvent.Added(stored)).opened());
        other.step();
        other.step();

        assertThat(other.lister().list().getFirst()).isSameAs(pods.list().getFirst());
        assertThat(Kinds.POD).isEqualTo(Types.POD.kind());
    }

    private ScriptedWatch connect() {
        ScriptedWatch watch = new ScriptedWatch();
        transport.then(watch.opened());
        informer.step();
        return watch;
    }

    private ScriptedWatch synced() {
        ScriptedWatch watch = connect().says(new WatchEvent.Bookmark(9, true));
        drain();
        return watch;
    }

    private void drain() {
        while (informer.step()) {
            assertThat(transport.calls.size()).isLessThan(10);
        }
    }

    private static WatchEvent added(String name, long revision, String node) {
        return new WatchEvent.Added(pod(name, revision, node));
    }

    private static StoredObject pod(String name, long revision, String node) {
        return pod("d", name, revision, node);
    }

    private static StoredObject pod(String namespace, String name, long revision, String node) {
        String json =
                """
                {"kind":"Pod","apiVersion":"v1","metadata":{"name":"%s","namespace":"%s",\
                "managedFields":[{"manager":"m"}]},"spec":{"nodeName":"%s"}}"""
                        .formatted(name, namespace, node);
        return StoredObject.of(json.getBytes(StandardCharsets.UTF_8), revision);
    }

    private static List<String> names(List<Pod> found) {
        return found.stream().map(pod -> pod.getMetadata().getName()).toList();
    }

    private static String nodeOf(@org.jspecify.annotations.Nullable Pod pod) {
        return pod == null ? "-" : pod.getSpec().getNodeName();
    }
}
