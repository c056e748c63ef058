package dev.skiff.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.object.ObjectKey;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;

class ReadYourWritesTest {
    private static final ObjectKey POD_KEY = new ObjectKey("d", "p");

    private final Lister<Pod> copy = new Lister<>();
    private final ReadYourWrites<String> gate = new ReadYourWrites<>();
    private final Reconciler<String> guarded = gate.guard(_ -> Outcome.settled());

    @Test
    void a_key_waits_until_its_write_is_visible() {
        gate.wrote("rs", copy, pod("u1", "7"));
        copy.reached(6);
        assertThat(guarded.reconcile("rs")).isInstanceOf(Outcome.RetryAfter.class);
        assertThat(guarded.reconcile("another")).isEqualTo(Outcome.settled());

        copy.reached(7);

        assertThat(guarded.reconcile("rs")).isEqualTo(Outcome.settled());
    }

    @Test
    void a_key_waits_until_its_delete_is_visible() {
        copy.put(POD_KEY, pod("u1", "3"), 3);
        gate.deleted("rs", copy, POD_KEY, "u1");
        assertThat(guarded.reconcile("rs")).isInstanceOf(Outcome.RetryAfter.class);

        copy.remove(POD_KEY);

        assertThat(guarded.reconcile("rs")).isEqualTo(Outcome.settled());
    }

    @Test
    void a_replaced_or_terminating_object_counts_as_deleted() {
        copy.put(POD_KEY, pod("u2", "9"), 9);
        gate.deleted("a", copy, POD_KEY, "u1");
        Pod terminating =
                pod("u3", "10")
                        .edit()
                        .editMetadata()
                        .withDeletionTimestamp("2026-01-01T00:00:00Z")
                        .endMetadata()
                        .build();
        assertThat(guarded.reconcile("a")).isEqualTo(Outcome.settled());

        copy.put(POD_KEY, terminating, 10);
        gate.deleted("a", copy, POD_KEY, "u3");

        assertThat(guarded.reconcile("a")).isEqualTo(Outcome.settled());
    }

    private static Pod pod(String uid, String revision) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("d")
                .withName("p")
                .withUid(uid)
                .withResourceVersion(revision)
                .endMetadata()
                .build();
    }
}
