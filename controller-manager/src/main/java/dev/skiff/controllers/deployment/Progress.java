package dev.skiff.controllers.deployment;

/// Whether a plan's status says how the rollout gets on. While paused, scaling or being deleted it
/// doesn't.
enum Progress {
    JUDGED,
    NOT_JUDGED
}
