package dev.skiff.apiserver.registry.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A unified diff with three lines of context and no file header, as upstream puts it into
/// messages. Finds the longest matching block, then goes on left and right of it (Ratcliff and
/// Obershelp); among long texts, lines that stand in more than one of a hundred places do not start
/// a match.
public final class UnifiedDiff {
    private static final int CONTEXT = 3;
    private static final int LONG = 200;

    private final List<String> before;
    private final List<String> after;
    private final Map<String, List<Integer>> places;

    private UnifiedDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
        this.places = places(after);
    }

    /// Empty when the texts are the same. Every line ends with a line feed.
    public static String of(String before, String after) {
        UnifiedDiff diff = new UnifiedDiff(before.lines().toList(), after.lines().toList());
        StringBuilder text = new StringBuilder();
        for (List<Change> group : diff.groups()) {
            diff.print(group, text);
        }
        return text.toString();
    }

    private static Map<String, List<Integer>> places(List<String> lines) {
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            places.computeIfAbsent(lines.get(i), _ -> new ArrayList<>()).add(i);
        }
        if (lines.size() >= LONG) {
            int popular = lines.size() / 100 + 1;
            places.values().removeIf(at -> at.size() > popular);
        }
        return places;
    }

    /// Lines `fromA` to `toA` of the first text against `fromB` to `toB` of the second.
    private record Change(boolean isEqual, int fromA, int toA, int fromB, int toB) {}

    private record Block(int a, int b, int size) {}

    private record Range(int fromA, int toA, int fromB, int toB) {}

    private List<Block> matches() {
        List<Block> found = new ArrayList<>();
        Deque<Range> open = new ArrayDeque<>();
        open.push(new Range(0, before.size(), 0, after.size()));
        while (!open.isEmpty()) {
            Range range = open.pop();
            Block longest = longest(range);
            if (longest.size() == 0) {
                continue;
            }
            found.add(longest);
            open.push(new Range(range.fromA(), longest.a(), range.fromB(), longest.b()));
            open.push(
                    new Range(
                            longest.a() + longest.size(),
                            range.toA(),
                            longest.b() + longest.size(),
                            range.toB()));
        }
        found.sort(Comparator.comparingInt(Block::a).thenComparingInt(Block::b));
        return found;
    }

    private Block longest(Range range) {
        Block best = new Block(range.fromA(), range.fromB(), 0);
        Map<Integer, Integer> lengths = Map.of();
        for (int i = range.fromA(); i < range.toA(); i++) {
            Map<Integer, Integer> next = new LinkedHashMap<>();
            for (int j : places.getOrDefault(before.get(i), List.of())) {
                if (j < range.fromB() || j >= range.toB()) {
                    continue;
                }
                int length = lengths.getOrDefault(j - 1, 0) + 1;
                next.put(j, length);
                if (length > best.size()) {
                    best = new Block(i - length + 1, j - length + 1, length);
                }
            }
            lengths = next;
        }
        return extended(best, range);
    }

    private Block extended(Block block, Range range) {
        int a = block.a();
        int b = block.b();
        int size = block.size();
        while (a > range.fromA()
                && b > range.fromB()
                && before.get(a - 1).equals(after.get(b - 1))) {
            a--;
            b--;
            size++;
        }
        while (a + size < range.toA()
                && b + size < range.toB()
                && before.get(a + size).equals(after.get(b + size))) {
            size++;
        }
        return new Block(a, b, size);
    }

    private List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        int a = 0;
        int b = 0;
        List<Block> blocks = new ArrayList<>(matches());
        blocks.add(new Block(before.size(), after.size(), 0));
        for (Block block : blocks) {
            if (a < block.a() || b < block.b()) {
                changes.add(new Change(false, a, block.a(), b, block.b()));
            }
            a = block.a() + block.size();
            b = block.b() + block.size();
            if (block.size() > 0) {
                changes.add(new Change(true, block.a(), a, block.b(), b));
            }
        }
        return changes;
    }

    /// The changes with their context, those that are close together in one group.
    private List<List<Change>> groups() {
        List<List<Change>> groups = new ArrayList<>();
        List<Change> group = new ArrayList<>();
        List<Change> changes = changes();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (!change.isEqual()) {
                group.add(change);
                continue;
            }
            int size = change.toA() - change.fromA();
            boolean isFirst = i == 0;
            boolean isLast = i == changes.size() - 1;
            if (isFirst || isLast || size > 2 * CONTEXT) {
                if (!isFirst) {
                    group.add(head(change));
                    groups.add(group);
                }
                group = new ArrayList<>();
                if (!isLast) {
                    group.add(tail(change));
                }
            } else {
                group.add(change);
            }
        }
        groups.add(group);
        groups.removeIf(g -> g.stream().allMatch(Change::isEqual));
        return groups;
    }

    private static Change head(Change change) {
        int size = Math.min(CONTEXT, change.toA() - change.fromA());
        return new Change(
                true, change.fromA(), change.fromA() + size, change.fromB(), change.fromB() + size);
    }

    private static Change tail(Change change) {
        int size = Math.min(CONTEXT, change.toA() - change.fromA());
        return new Change(
                true, change.toA() - size, change.toA(), change.toB() - size, change.toB());
    }

    private void print(List<Change> group, StringBuilder text) {
        Change first = group.getFirst();
        Change last = group.getLast();
        text.append("@@ -")
                .append(range(first.fromA(), last.toA()))
                .append(" +")
                .append(range(first.fromB(), last.toB()))
                .append(" @@\n");
        for (Change change : group) {
            if (change.isEqual()) {
                print(' ', before.subList(change.fromA(), change.toA()), text);
            } else {
                print('-', before.subList(change.fromA(), change.toA()), text);
                print('+', after.subList(change.fromB(), change.toB()), text);
            }
        }
    }

    private static void print(char mark, List<String> lines, StringBuilder text) {
        lines.forEach(line -> text.append(mark).append(line).append('\n'));
    }

    private static String range(int from, int to) {
        int length = to - from;
        if (length == 1) {
            return Integer.toString(from + 1);
        }
        int start = length == 0 ? from : from + 1;
        return start + "," + length;
    }
}
