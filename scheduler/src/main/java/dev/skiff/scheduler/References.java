package dev.skiff.scheduler;

import dev.skiff.scheduler.snapshot.PodRecord;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;

/// What events refer to.
final class References {
    private References() {}

    static ObjectReference to(PodRecord pod) {
        return new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withNamespace(pod.key().namespace())
                .withName(pod.key().name())
                .withUid(pod.uid())
                .withResourceVersion(pod.resourceVersion())
                .build();
    }
}
