package dev.skiff.agent.node;

import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.Backoff;
import dev.skiff.client.Lister;
import dev.skiff.client.OutsideWorldException;
import dev.skiff.client.Steppable;
import dev.skiff.client.Types;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The node's sign of life: a Lease renewed at the interval that the server asks for in the node's
/// annotation [#INTERVAL_ANNOTATION], every second where it asks for none. One thread steps.
public final class NodeLease implements Steppable {
    /// Whole seconds between renewals.
    public static final String INTERVAL_ANNOTATION = "skiff.dev/lease-interval-seconds";

    private static final Logger LOG = LoggerFactory.getLogger(NodeLease.class);
    private static final String NAMESPACE = "kube-node-lease";
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    /// A node is taken for lost after this many intervals, and not before [#SHORTEST_SECONDS].
    private static final int INTERVALS_TO_LOSE = 4;

    private static final int SHORTEST_SECONDS = 7;

    private final ApiClient client;
    private final Lister<Node> nodes;
    private final ObjectKey key;
    private final InstantSource clock;
    private final RandomGenerator random;
    private Instant dueAt = Instant.MIN;
    private @Nullable Lease held;
    private int failures;

    /// @param nodes holds the node itself
    public NodeLease(
            ApiClient client,
            Lister<Node> nodes,
            String nodeName,
            InstantSource clock,
            RandomGenerator random) {
        this.client = client;
        this.nodes = nodes;
        this.clock = clock;
        this.random = random;
        key = new ObjectKey(NAMESPACE, nodeName);
    }

    @Override
    public boolean step() {
        if (clock.instant().isBefore(dueAt)) {
            return false;
        }
        try {
            held = renew();
            failures = 0;
            dueAt = clock.instant().plus(interval());
        } catch (OutsideWorldException e) {
            held = null;
            dueAt = clock.instant().plus(BACKOFF.delay(failures++, random));
            LOG.warn("lease of node {} is not renewed: {}", key.name(), e.getMessage());
        }
        return true;
    }

    /// What is held after it; nothing if somebody else wrote, who is then made up for.
    private @Nullable Lease renew() {
        Lease known = held;
        if (known == null) {
            Optional<Lease> found = client.get(Types.LEASE, key);
            if (found.isEmpty()) {
                return client.create(Types.LEASE, fresh()).doneOrThrow();
            }
            known = found.get();
        }
        ApiResult<Lease> result = client.update(Types.LEASE, renewed(known));
        return switch (result) {
            case ApiResult.Done<Lease>(var written) -> written;
            case ApiResult.Conflict<Lease> _, ApiResult.NotFound<Lease> _ -> null;
            case ApiResult.AlreadyExists<Lease> _, ApiResult.Rejected<Lease> _ ->
                    result.doneOrThrow();
        };
    }

    private Lease fresh() {
        return new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(key.namespace())
                .withName(key.name())
                .withOwnerReferences(owner())
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(key.name())
                .withLeaseDurationSeconds(durationSeconds())
                .withRenewTime(now())
                .endSpec()
                .build();
    }

    private Lease renewed(Lease lease) {
        return new LeaseBuilder(lease)
                .editMetadata()
                .withOwnerReferences(owner())
                .endMetadata()
                .editOrNewSpec()
                .withHolderIdentity(key.name())
                .withLeaseDurationSeconds(durationSeconds())
                .withRenewTime(now())
                .endSpec()
                .build();
    }

    /// The lease goes with its node.
    private List<OwnerReference> owner() {
        return node().map(
                        node ->
                                List.of(
                                        new OwnerReferenceBuilder()
                                                .withApiVersion("v1")
                                                .withKind("Node")
                                                .withName(key.name())
                                                .withUid(node.getMetadata().getUid())
                                                .build()))
                .orElse(List.of());
    }

    private Optional<Node> node() {
        return nodes.get(ObjectKey.cluster(key.name()));
    }

    private ZonedDateTime now() {
        return clock.instant().atZone(ZoneOffset.UTC);
    }

    private Duration interval() {
        return Duration.ofSeconds(intervalSeconds());
    }

    private int intervalSeconds() {
        return node().map(node -> node.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(INTERVAL_ANNOTATION))
                .filter(text -> text.matches("[1-9][0-9]{0,3}"))
                .map(Integer::parseInt)
                .orElse(1);
    }

    private int durationSeconds() {
        return Math.max(SHORTEST_SECONDS, INTERVALS_TO_LOSE * intervalSeconds());
    }

    @Override
    public Instant nextDue() {
        return dueAt;
    }

    @Override
    public void onWork(Runnable wake) {
        wake.run(); // due at once, and from then on by the clock alone
    }
}
