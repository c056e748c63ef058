package dev.skiff.scheduler.framework;

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
}
