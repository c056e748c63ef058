package dev.skiff.scheduler.framework;

import dev.skiff.scheduler.framework.FilterPlugin.NodeFilter;
import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.NodeRecord;
import dev.skiff.scheduler.snapshot.PodShape;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/// Chooses the node for a pod: every node is filtered, the feasible ones are scored, the best wins,
/// and chance decides among equals. Unlike upstream it never settles for a sample of the nodes.
///
/// Keeps what it worked out for the [#MAX_BOARDS] shapes used last. Belongs to one thread.
public final class PlacementEngine {
    static final int MAX_BOARDS = 32;
    private static final String NOT_NAMED = "node(s) didn't satisfy plugin(s) [NodeAffinity]";

    private final Profile profile;
    private final ClusterSnapshot cluster;
    private final RandomGenerator random;
    private final Map<PodShape, NodeBoard> boards = new LinkedHashMap<>(16, 0.75f, true);

    public PlacementEngine(Profile profile, ClusterSnapshot cluster, RandomGenerator random) {
        this.profile = profile;
        this.cluster = cluster;
        this.random = random;
    }

    public Placement place(PodShape pod) {
        Optional<SortedSet<String>> named = pod.nodes().namedNodes();
        return named.isPresent() ? placeAmong(named.get(), pod) : placeAnywhere(pod);
    }

    /// Whether one of the nodes could take the pod now.
    public boolean canAnyTake(List<NodeRecord> nodes, PodShape pod) {
        List<NodeFilter> filters = NodeBoard.filters(pod, profile, cluster);
        return nodes.stream()
                .anyMatch(node -> NodeBoard.check(filters, node) instanceof Verdict.Feasible);
    }

    private Placement placeAnywhere(PodShape pod) {
        NodeBoard board = board(pod);
        board.refresh();
        return board.feasible() > 0
                ? best(board, cluster::node)
                : new Placement.NoFit(diagnose(board, cluster.size()));
    }

    /// A pod meant for certain nodes shares its work with nobody, so only those are looked at.
    private Placement placeAmong(SortedSet<String> names, PodShape pod) {
        List<NodeRecord> known =
                names.stream().map(cluster::node).flatMap(Optional::stream).toList();
        NodeBoard board = new NodeBoard(pod, profile, cluster);
        board.judgeAll(known.size(), known::get);
        return board.feasible() > 0
                ? best(board, known::get)
                : new Placement.NoFit(diagnose(board, known.size()));
    }

    private Placement best(NodeBoard board, IntFunction<NodeRecord> list) {
        long[] scores = board.scores();
        long best = -1;
        int equals = 0;
        for (long score : scores) {
            if (score > best) {
                best = score;
                equals = 1;
            } else if (score == best) {
                equals++;
            }
        }
        int chosen = nth(random.nextInt(equals), best, scores);
        return new Placement.Chosen(list.apply(chosen).name(), best, board.feasible());
    }

    private static int nth(int number, long wanted, long[] scores) {
        int left = number;
        int at = 0;
        while (scores[at] != wanted || left-- > 0) {
            at++;
        }
        return at;
    }

    private Diagnosis diagnose(NodeBoard board, int count) {
        SortedMap<String, Integer> reasons = new TreeMap<>();
        int resolvable = 0;
        for (int at = 0; at < count; at++) {
            if (board.verdict(at) instanceof Verdict.Infeasible(var why, var isResolvable)) {
                why.forEach(reason -> reasons.merge(reason, 1, Integer::sum));
                resolvable += isResolvable ? 1 : 0;
            }
        }
        if (cluster.size() > count) {
            reasons.put(NOT_NAMED, cluster.size() - count);
        }
        return new Diagnosis(cluster.size(), reasons, resolvable);
    }

    private NodeBoard board(PodShape pod) {
        NodeBoard board =
                boards.computeIfAbsent(pod, shape -> new NodeBoard(shape, profile, cluster));
        if (boards.size() > MAX_BOARDS) {
            Iterator<NodeBoard> leastRecent = boards.values().iterator();
            leastRecent.next();
            leastRecent.remove();
        }
        return board;
    }
}
