/// Rolls a Deployment's template out through ReplicaSets. Start reading at
/// [dev.skiff.controllers.deployment.DeploymentReconciler]; decisions are in
/// [dev.skiff.controllers.deployment.RolloutPlanner].
///
/// - One ReplicaSet per template; the newest revision is the one with the Deployment's template.
/// - While rolling, at least `replicas - maxUnavailable` pods stay available and at most
///   `replicas + maxSurge` exist, counted over all its ReplicaSets.
@NullMarked
package dev.skiff.controllers.deployment;

import org.jspecify.annotations.NullMarked;
