package dev.skiff.apiserver.apply;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The order of a merged list: the configured elements in their order, the others where they were
/// among those that both lists have.
final class MergeOrder {
    private final List<PathElement> live;
    private final List<PathElement> config;
    private final Set<PathElement> inLive;
    private final Set<PathElement> inConfig;
    private final Set<PathElement> merged = new LinkedHashSet<>();
    private final Deque<PathElement> shared = new ArrayDeque<>();
    private final List<Pick> picks = new ArrayList<>();
    private int nextLive;
    private int nextConfig;

    private MergeOrder(List<PathElement> live, List<PathElement> config) {
        this.live = live;
        this.config = config;
        this.inLive = new LinkedHashSet<>(live);
        this.inConfig = new LinkedHashSet<>(config);
        config.stream().filter(inLive::contains).forEach(shared::add);
    }

    /// Which element comes next.
    sealed interface Pick {
        /// One that is not configured, by its place in the live list.
        record Live(int index, PathElement element) implements Pick {}

        record Configured(PathElement element) implements Pick {}
    }

    static List<Pick> of(List<PathElement> live, List<PathElement> config) {
        MergeOrder order = new MergeOrder(live, config);
        while (order.nextLive < live.size() || order.nextConfig < config.size()) {
            order.step();
        }
        return order.picks;
    }

    private void step() {
        boolean hasLive = nextLive < live.size();
        boolean hasConfig = nextConfig < config.size();
        if (hasLive && hasConfig) {
            PathElement element = live.get(nextLive);
            if (element.equals(config.get(nextConfig))) {
                nextLive++;
                takeConfigured();
                return;
            }
            if (inConfig.contains(element) && isAnotherDue(element)) {
                nextLive++;
                return;
            }
        }
        if (hasLive) {
            PathElement element = live.get(nextLive);
            if (!inConfig.contains(element)) {
                picks.add(new Pick.Live(nextLive++, element));
                return;
            }
            if (merged.contains(element)) {
                nextLive++;
            }
        }
        if (hasConfig) {
            takeConfigured();
        }
    }

    /// Whether a shared element, but not this one, comes next in the configuration.
    private boolean isAnotherDue(PathElement element) {
        @Nullable PathElement due = shared.peek();
        return due != null && !due.equals(element);
    }

    private void takeConfigured() {
        PathElement element = config.get(nextConfig++);
        merged.add(element);
        picks.add(new Pick.Configured(element));
        if (element.equals(shared.peek())) {
            shared.remove();
        }
    }
}
