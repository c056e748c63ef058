package dev.skiff.scheduler.framework;

import dev.skiff.scheduler.framework.FilterPlugin.NodeFilter;
import dev.skiff.scheduler.framework.Profile.WeightedScore;
import dev.skiff.scheduler.framework.ScorePlugin.NodeScore;
import dev.skiff.scheduler.framework.ScorePlugin.Scale;
import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.NodeRecord;
import dev.skiff.scheduler.snapshot.PodShape;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/// What the plugins said of nodes for pods of one shape, by the node's place in a list. Only
/// nodes that changed since are asked about again, so a thousand identical pods cost little
/// more than one.
final class NodeBoard {
    private static final long OUT_OF_QUESTION = Long.MIN_VALUE / 2;

    private final PodShape shape;
    private final Profile profile;
    private final ClusterSnapshot cluster;
    private final boolean isKept;
    private final List<WeightedScore> readyScores;
    private final List<WeightedScore> scaledScores;
    private final long[][] raw;
    private List<NodeFilter> filters;
    private List<NodeScore> ready;
    private List<NodeScore> scaled;
    private long[] readySums = {};
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
        this.readyScores = scoresThat(scale -> scale == Scale.READY);
        this.scaledScores = scoresThat(scale -> scale != Scale.READY);
        this.raw = new long[scaledScores.size()][0];
        this.filters = filters(shape, profile, cluster);
        this.ready = prepared(readyScores);
        this.scaled = prepared(scaledScores);
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
            ready = prepared(readyScores);
            scaled = prepared(scaledScores);
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

    /// The weighted sum of every node's scores, each brought to 0 to 100 among the feasible nodes.
    /// Nodes that can't take the pod come out negative.
    long[] scores() {
        long[] sums = Arrays.copyOf(readySums, nodes);
        for (int plugin = 0; plugin < raw.length; plugin++) {
            int weight = scaledScores.get(plugin).weight();
            Scale scale = scaledScores.get(plugin).plugin().scale();
            long greatest = greatest(raw[plugin]);
            if (greatest == 0) {
                addEverywhere(sums, weight * scale.apply(0, 0));
            } else {
                for (int at = 0; at < nodes; at++) {
                    sums[at] += weight * scale.apply(raw[plugin][at], greatest);
                }
            }
        }
        return sums;
    }

    private static void addEverywhere(long[] sums, long points) {
        for (int at = 0; at < sums.length; at++) {
            sums[at] += points;
        }
    }

    private long greatest(long[] scoresOfPlugin) {
        long max = 0;
        for (int at = 0; at < nodes; at++) {
            max = Math.max(max, scoresOfPlugin[at]);
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
        feasible += isFeasible(at) ? 1 : 0;
        score(at, node);
    }

    /// Nodes that can't take the pod score nothing, so that they set no measure.
    private void score(int at, NodeRecord node) {
        boolean counts = isFeasible(at);
        for (int plugin = 0; plugin < raw.length; plugin++) {
            raw[plugin][at] = counts ? scaled.get(plugin).of(node) : 0;
        }
        long sum = counts ? 0 : OUT_OF_QUESTION;
        for (int plugin = 0; counts && plugin < ready.size(); plugin++) {
            sum += readyScores.get(plugin).weight() * ready.get(plugin).of(node);
        }
        readySums[at] = sum;
    }

    private boolean isFeasible(int at) {
        return verdicts[at] instanceof Verdict.Feasible;
    }

    private void grow(int capacity) {
        judgedAt = Arrays.copyOf(judgedAt, capacity);
        verdicts = Arrays.copyOf(verdicts, capacity);
        readySums = Arrays.copyOf(readySums, capacity);
        for (int plugin = 0; plugin < raw.length; plugin++) {
            raw[plugin] = Arrays.copyOf(raw[plugin], capacity);
        }
    }

    private List<WeightedScore> scoresThat(Predicate<Scale> isWanted) {
        return profile.scores().stream()
                .filter(score -> isWanted.test(score.plugin().scale()))
                .toList();
    }

    private List<NodeScore> prepared(List<WeightedScore> plugins) {
        return plugins.stream().map(score -> score.plugin().scoreFor(shape, cluster)).toList();
    }
}
