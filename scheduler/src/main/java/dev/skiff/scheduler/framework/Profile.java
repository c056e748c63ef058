package dev.skiff.scheduler.framework;

import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.PodRecord;
import java.util.List;

/// The plugins that place pods, in the order they are asked.
///
/// @param schedulerName pods that name it are placed by this profile
public record Profile(
        String schedulerName,
        List<FilterPlugin> filters,
        List<WeightedScore> scores,
        List<PostFilterPlugin> postFilters) {

    /// @param weight what a point of this plugin is worth
    public record WeightedScore(ScorePlugin plugin, int weight) {}

    public Profile {
        filters = List.copyOf(filters);
        scores = List.copyOf(scores);
        postFilters = List.copyOf(postFilters);
    }

    /// What a pod is told that no node can take.
    public String explain(PodRecord pod, Diagnosis diagnosis, ClusterSnapshot cluster) {
        StringBuilder message = new StringBuilder(diagnosis.message());
        for (PostFilterPlugin plugin : postFilters) {
            String found = plugin.explain(pod, diagnosis, cluster);
            message.append(found.isEmpty() ? "" : " " + found);
        }
        return message.toString();
    }
}
