package dev.skiff.scheduler.snapshot;

import dev.skiff.api.object.ObjectKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All nodes and what is requested of them, kept up to date change by change. Nodes stand in slots
/// without gaps, each a [NodeRecord] that is replaced when anything about the node changes.
///
/// Pods may come before their node and stay after it; they count once the node is there. Belongs to
/// one thread.
public final class ClusterSnapshot {
    private static final NodeRecord[] NO_NODES = {};

    /// A power of two.
    private static final int REMEMBERED_CHANGES = 1024;

    private final Map<String, NodeEntry> entries = new LinkedHashMap<>();
    private final Map<ObjectKey, PlacedPod> pods = new LinkedHashMap<>();
    private final Set<String> improved = new LinkedHashSet<>();
    private final int[] changes = new int[REMEMBERED_CHANGES];
    private NodeRecord[] slots = NO_NODES;
    private int nodes;
    private long generation;
    private long layout;

    private record PlacedPod(String uid, String nodeName, PodRequests requests) {}

    private static final class NodeEntry {
        final String name;
        @Nullable NodeFacts facts;
        Resources requested = Resources.NONE;
        long scoringCpuMillis;
        long scoringMemoryBytes;
        int pods;
        int slot = -1;

        NodeEntry(String name) {
            this.name = name;
        }

        void add(PodRequests requests, int sign) {
            requested =
                    sign > 0
                            ? requested.plus(requests.actual())
                            : requested.minus(requests.actual());
            scoringCpuMillis += sign * requests.forScoring().cpuMillis();
            scoringMemoryBytes += sign * requests.forScoring().memoryBytes();
            pods += sign;
        }
    }

    /// How many nodes there are. Slots run from 0 to this.
    public int size() {
        return nodes;
    }

    public NodeRecord node(int slot) {
        return slots[slot];
    }

    public Optional<NodeRecord> node(String name) {
        NodeEntry entry = entries.get(name);
        return entry == null || entry.slot < 0 ? Optional.empty() : Optional.of(slots[entry.slot]);
    }

    /// The generation of the record that was made last. They count up by one.
    public long generation() {
        return generation;
    }

    /// Changes whenever a node came or went, and slots may have got other nodes.
    public long layout() {
        return layout;
    }

    /// Whether [#changedSlot] can be asked about every generation after this one.
    public boolean remembersSince(long olderGeneration) {
        return generation - olderGeneration <= REMEMBERED_CHANGES;
    }

    /// The slot whose record was made with this generation.
    public int changedSlot(long madeGeneration) {
        return changes[(int) (madeGeneration & (REMEMBERED_CHANGES - 1))];
    }

    public void putNode(NodeFacts facts) {
        NodeEntry entry = entries.computeIfAbsent(facts.name(), NodeEntry::new);
        if (facts.equals(entry.facts)) {
            return;
        }
        entry.facts = facts;
        if (entry.slot < 0) {
            entry.slot = nodes++;
            layout++;
            if (nodes > slots.length) {
                slots = Arrays.copyOf(slots, Math.max(16, 2 * slots.length));
            }
        }
        renew(entry);
        improved.add(facts.name());
    }

    public void removeNode(String name) {
        NodeEntry entry = entries.get(name);
        if (entry == null || entry.slot < 0) {
            return;
        }
        NodeRecord last = slots[--nodes];
        slots[entry.slot] = last;
        entryOf(last.name()).slot = entry.slot;
        entry.slot = -1;
        entry.facts = null;
        layout++;
        improved.remove(name);
        dropIfUnused(entry);
    }

    /// Counts the pod on the node, and no longer on another one.
    public void putPod(ObjectKey pod, String uid, String nodeName, PodRequests requests) {
        PlacedPod placed = new PlacedPod(uid, nodeName, requests);
        if (placed.equals(pods.get(pod))) {
            return;
        }
        removePod(pod);
        pods.put(pod, placed);
        NodeEntry entry = entries.computeIfAbsent(nodeName, NodeEntry::new);
        entry.add(requests, 1);
        renew(entry);
    }

    public void removePod(ObjectKey pod) {
        PlacedPod placed = pods.remove(pod);
        if (placed == null) {
            return;
        }
        NodeEntry entry = entryOf(placed.nodeName());
        entry.add(placed.requests(), -1);
        renew(entry);
        if (entry.slot >= 0) {
            improved.add(entry.name);
        }
        dropIfUnused(entry);
    }

    /// The nodes that may have become better for some pod since the last call: new, changed, or
    /// with fewer pods.
    public List<NodeRecord> takeImproved() {
        if (improved.isEmpty()) {
            return List.of();
        }
        List<NodeRecord> records = new ArrayList<>(improved.size());
        for (String name : improved) {
            records.add(slots[entryOf(name).slot]);
        }
        improved.clear();
        return records;
    }

    private void renew(NodeEntry entry) {
        NodeFacts facts = entry.facts;
        if (facts == null) {
            return;
        }
        generation++;
        changes[(int) (generation & (REMEMBERED_CHANGES - 1))] = entry.slot;
        slots[entry.slot] =
                new NodeRecord(
                        facts,
                        entry.requested,
                        entry.scoringCpuMillis,
                        entry.scoringMemoryBytes,
                        entry.pods,
                        generation);
    }

    private void dropIfUnused(NodeEntry entry) {
        if (entry.slot < 0 && entry.pods == 0) {
            entries.remove(entry.name);
        }
    }

    private NodeEntry entryOf(String name) {
        NodeEntry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalStateException("pods are counted on unknown node " + name);
        }
        return entry;
    }
}
