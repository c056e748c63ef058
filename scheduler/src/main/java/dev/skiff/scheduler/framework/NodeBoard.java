package dev.skiff.scheduler.framework;

import dev.skiff.scheduler.framework.FilterPlugin.NodeFilter;
import dev.skiff.scheduler.framework.ScorePlugin.NodeScore;
import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.NodeRecord;
import dev.skiff.scheduler.snapshot.PodShape;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/// What the plugins said of nodes for pods of one shape, by the node's place in a list. Only nodes
/// that changed since are asked about again, so a thousand identical pods cost little more than
// one.
final class NodeBoard {
    private final PodShape shape;
    private final Profile profile;
    private final ClusterSnapshot cluster;
    private final boolean isKept;
    private final long[][] raw;
    private final long[] greatest;
    private List<NodeFilter> filters;
    private List<NodeScore> scores;
    private long[] judgedAt = {};
    private Verdict[] verdicts = {};
    private int nodes;
    private int feasible;
    private long layout = -1;
    private long seen;

    NodeBoard(PodShape shape, Profile profile, ClusterSnapshot cluster) {
        this.shape = shape;
        this.profile = profile;
        this.cluster = cluster;
        this.isKept =
                profile.filters().stream().noneMatch(Plugin::readsOtherNodes)
                        && profile.scores().stream().noneMatch(s -> s.plugin().readsOtherNodes());
        this.raw = new long[profile.scores().size()][0];
        this.greatest = new long[raw.length];
        this.filters = filters(shape, profile, cluster);
        this.scores = scores();
    }

    static List<NodeFilter> filters(PodShape shape, Profile profile, ClusterSnapshot cluster) {
        return profile.filters().stream().map(filter -> filter.filterFor(shape, cluster)).toList();
    }

    /// The verdict of the first filter that refuses the node.
    static Verdict check(List<NodeFilter> filters, NodeRecord node) {
        for (NodeFilter filter : filters) {
            Verdict verdict = filter.check(node);
            if (verdict instanceof Verdict.Infeasible) {
                return verdict;
            }
        }
        return Verdict.FEASIBLE;
    }

    /// Brings the board up to date with the whole cluster.
    void refresh() {
        if (isKept && layout == cluster.layout() && cluster.remembersSince(seen)) {
            for (long change = seen + 1; change <= cluster.generation(); change++) {
                int slot = cluster.changedSlot(change);
                judgeIfChanged(slot, cluster.node(slot));
            }
        } else {
            judgeAll(cluster.size(), cluster::node);
        }
        layout = cluster.layout();
        seen = cluster.generation();
    }

    /// Looks at a list of nodes instead of the whole cluster.
    void judgeAll(int count, IntFunction<NodeRecord> list) {
        if (count > judgedAt.length) {
            grow(count + count / 4);
        }
        if (!isKept) {
            filters = filters(shape, profile, cluster);
            scores = scores();
            Arrays.fill(judgedAt, 0);
        }
        for (int at = 0; at < count; at++) {
            judgeIfChanged(at, list.apply(at));
        }
        nodes = count;
        feasible = 0;
        for (int at = 0; at < count; at++) {
            feasible += isFeasible(at) ? 1 : 0;
        }
    }

    /// How many of the nodes can take the pod.
    int feasible() {
        return feasible;
    }

    Verdict verdict(int at) {
        return verdicts[at];
    }

    /// Finds what scores are measured against. To be called before [#score].
    void measure() {
        Arrays.fill(greatest, 0);
        for (int plugin = 0; plugin < raw.length; plugin++) {
            if (profile.scores().get(plugin).plugin().scale() != ScorePlugin.Scale.READY) {
                greatest[plugin] = greatest(raw[plugin]);
            }
        }
    }

    /// The weighted sum of all scores, each brought to 0 to 100 among the feasible nodes.
    long score(int at) {
        long sum = 0;
        for (int plugin = 0; plugin < raw.length; plugin++) {
            Profile.WeightedScore score = profile.scores().get(plugin);
            sum += score.weight() * score.plugin().scale().apply(raw[plugin][at], greatest[plugin]);
        }
        return sum;
    }

    private long greatest(long[] scoresOfPlugin) {
        long max = 0;
        for (int at = 0; at < nodes; at++) {
            if (isFeasible(at)) {
                max = Math.max(max, scoresOfPlugin[at]);
            }
        }
        return max;
    }

    private void judgeIfChanged(int at, NodeRecord node) {
        if (judgedAt[at] == node.generation()) {
            return;
        }
        feasible -= isFeasible(at) ? 1 : 0;
        verdicts[at] = check(filters, node);
        judgedAt[at] = node.generation();
        if (isFeasible(at)) {
            feasible++;
            for (int plugin = 0; plugin < raw.length; plugin++) {
                raw[plugin][at] = scores.get(plugin).of(node);
            }
        }
    }

    private boolean isFeasible(int at) {
        return verdicts[at] instanceof Verdict.Feasible;
    }

    private void grow(int capacity) {
        judgedAt = Arrays.copyOf(judgedAt, capacity);
        verdicts = Arrays.copyOf(verdicts, capacity);
        for (int plugin = 0; plugin < raw.length; plugin++) {
            raw[plugin] = Arrays.copyOf(raw[plugin], capacity);
        }
    }

    private List<NodeScore> scores() {
        return profile.scores().stream()
                .map(score -> score.plugin().scoreFor(shape, cluster))
                .toList();
    }
}
